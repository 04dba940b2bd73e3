/** When a card is due, and how long that is. */

const MINUTE = 60_000;

/** "22 h 14 min", "45 min", "2 d 3 h". */
export function lasting(ms: number): string {
  const minutes = Math.max(0, Math.floor(Math.abs(ms) / MINUTE));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days) return hours ? `${days} d ${hours} h` : `${days} d`;
  if (hours) return rest ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

export type Due = { text: string; late: boolean };

/** "due in 22 h 14 min", "3 h late". */
export function dueIn(due: number, now: number): Due {
  const left = due - now;
  return left >= 0 ? { text: `due in ${lasting(left)}`, late: false } : { text: `${lasting(left)} late`, late: true };
}
