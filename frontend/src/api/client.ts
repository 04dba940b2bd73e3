/** The one door to the server: JSON in, JSON out, problems as values a page can show. */

import { isPresented } from "../lib/presented";

export type Kind =
  | "invalid"
  | "not_found"
  | "conflict"
  | "closed"
  | "forbidden"
  | "waiting"
  | "too_much"
  | "too_often"
  | "cancelled"
  | "signed_out"
  | "internal"
  | "offline";

/** What went wrong, in words for a person. `start` and `end` are positions in what was typed. */
export class Problem extends Error {
  readonly kind: Kind;
  readonly field: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly suggestion: string;
  readonly id: string;

  constructor(told: Partial<Omit<Problem, "name">> & { kind: Kind; message: string }) {
    super(told.message);
    this.kind = told.kind;
    this.field = told.field ?? "";
    this.start = told.start ?? null;
    this.end = told.end ?? null;
    this.suggestion = told.suggestion ?? "";
    this.id = told.id ?? "";
  }
}

export type Asking = {
  signal?: AbortSignal;
  /**
   * The pane that asks: a newer question of the same pane stops the older one on the server. A name that begins with
   * ~ says that the page asks of itself: what it opens with, a picture in small, what scrolling fetches. It is told to
   * the server, so that nobody is said to have found what no one asked for.
   */
  view?: string;
};

/** Names this page among all open pages of this browser, so that two tabs never stop each other's questions. */
const PAGE = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => (byte % 36).toString(36)).join("");

export async function ask<Answer>(path: string, body: unknown, asking: Asking = {}): Promise<Answer> {
  return send<Answer>("POST", path, body, asking);
}

export async function get<Answer>(path: string, asking: Asking = {}): Promise<Answer> {
  return send<Answer>("GET", path, undefined, asking);
}

/** In the place of what is there. */
export async function put<Answer>(path: string, body: unknown, asking: Asking = {}): Promise<Answer> {
  return send<Answer>("PUT", path, body, asking);
}

export async function remove(path: string, asking: Asking = {}): Promise<void> {
  return send<void>("DELETE", path, undefined, asking);
}

async function send<Answer>(method: string, path: string, body: unknown, asking: Asking): Promise<Answer> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const pane = paneOf(asking.view);
  if (pane) headers["Rounds-View"] = `${PAGE}.${pane}`;
  const request = {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: asking.signal ?? null,
  };
  const response = await fetch(path, { ...request, credentials: "same-origin" }).catch((cause: unknown) => {
    if (asking.signal?.aborted) throw cause;
    throw new Problem({
      kind: "offline",
      message: "Rounds cannot be reached. Your view is kept; try again in a moment.",
    });
  });
  if (!response.ok) throw await problemOf(response, LENS.test(path));
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

let asked = 0;

/** What a presented view asks is marked, also where no pane asks: none of it was the candidate's to find. */
function paneOf(view: string | undefined): string {
  if (!isPresented()) return view ?? "";
  return `!${view ?? `read-${++asked}`}`;
}

/** What a candidate asks about a scenario. */
const LENS = /^\/api\/v1\/candidate\/scenarios\/[^/]+\/(?!notebook\b)/;

/** What a scenario refuses may be no fault at all: it is closed, or the clock stands still. */
async function problemOf(response: Response, lens: boolean): Promise<Problem> {
  const told = await response.json().catch(() => ({}));
  if (lens && told?.kind === "conflict") return new Problem({ ...told, kind: "closed" });
  if (typeof told?.kind === "string" && typeof told.message === "string") return new Problem(told);
  return new Problem({ kind: KINDS[response.status] ?? "internal", message: MESSAGES[response.status] ?? SOMETHING });
}

const SOMETHING = "Something went wrong on our side. Nothing you did is lost.";
const KINDS: Record<number, Kind> = {
  401: "signed_out",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  422: "invalid",
};
const MESSAGES: Record<number, string> = {
  401: "This browser is not signed in. Open your link again.",
  403: "This page is not open to you.",
  404: "There is nothing at this address.",
  502: "Rounds cannot be reached. Your view is kept; try again in a moment.",
};

/** Whether an error only says that the question is no longer wanted. */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof Problem && error.kind === "cancelled") ||
    (error instanceof DOMException && error.name === "AbortError")
  );
}
