/** Something that is so or not for the whole page, and that is heard of as it changes. */

export type Fact = { is: () => boolean; set: (now: boolean) => void; when: (told: () => void) => () => void };

export function newFact(): Fact {
  let so = false;
  const watching = new Set<() => void>();
  return {
    is: () => so,
    set(now) {
      if (so === now) return;
      so = now;
      for (const one of [...watching]) one();
    },
    when(told) {
      watching.add(told);
      return () => watching.delete(told);
    },
  };
}
