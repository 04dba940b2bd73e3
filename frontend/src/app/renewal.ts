/**
 * After an upgrade of the server the pieces of the interface that a page has yet to load are gone. Asking for one again
 * never helps, for the browser and the router keep that it failed; the page loaded anew asks for the pieces of today.
 */

const KEPT = "rounds.renewed";
const APART = 60_000; // milliseconds: sooner than this after a renewal, another would be a loop

const missing = new WeakSet<object>();

/** Notes which errors say that a piece is missing; its styles as well as its script. */
export function watchPieces(): void {
  window.addEventListener("vite:preloadError", ({ payload }) => missing.add(payload));
}

const SAID = /unable to preload css|dynamically imported module|importing a module script failed/i;

export function isMissingPiece(error: unknown): boolean {
  return error instanceof Error && (missing.has(error) || SAID.test(error.message));
}

/** Whether the page may be loaded anew: not where that was just done and did not help. */
export function mayRenew(now = Date.now()): boolean {
  try {
    return now - Number(sessionStorage.getItem(KEPT) ?? 0) >= APART;
  } catch {
    return false; // without a memory it could go on for ever
  }
}

/** Loads the page anew at its address. False where nobody answers: what is on screen is better than a browser's error. */
export async function renew(reload = () => location.reload()): Promise<boolean> {
  const { ok } = await fetch(location.pathname, { cache: "no-store" }).catch(() => ({ ok: false }));
  if (!ok) return false;
  sessionStorage.setItem(KEPT, String(Date.now()));
  reload();
  return true;
}
