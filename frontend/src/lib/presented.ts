/** Addresses of what the lead presents: pages of the interview, under an address of their own that tells nothing of views. */

export const PRESENTED = "/presented";
const PAGE = /^\/interview(?:\/([1-9][0-9]{0,3}|tutorial)((?:\/[a-z0-9-]+){0,2}))?\/?(\?[^#]*)?$/;

/** Where the frame shows this address; null for what is no page of an interview. */
export function presentedAt(address: string): string | null {
  const found = PAGE.exec(address);
  if (!found) return null;
  const [, scenario, tool = "", search = ""] = found;
  return scenario ? `${PRESENTED}/${scenario}${tool}${search}` : PRESENTED;
}

/** Whether this page is such a frame: what it asks for is what the lead asked for. */
export const isPresented = (pathname = globalThis.location?.pathname ?? ""): boolean =>
  pathname === PRESENTED || pathname.startsWith(`${PRESENTED}/`);
