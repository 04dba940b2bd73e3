/** Addresses of a candidate's pages, as a follower's frame shows them. Nothing else is ever shown or gone to. */

/** A page of an interview: its overview, or a scenario's tool with its parameters. */
const PAGE = /^\/interview(?:\/([1-9][0-9]{0,3}|tutorial)((?:\/[a-z0-9-]+){0,2}))?\/?(\?[^#]*)?$/;

/** The frame of an interview, and of a clip, which knows of no interview. */
export const followed = (id: string) => `/staff/follow/${encodeURIComponent(id)}`;
export const watched = (clip: string) => `/staff/watch/${encodeURIComponent(clip)}`;

/** Where this frame shows a candidate's address; null for what is no page of an interview. */
export function framed(home: string, address: string): string | null {
  const found = PAGE.exec(address);
  if (!found) return null;
  const [, scenario, tool = "", search = ""] = found;
  return scenario ? `${home}/${scenario}${tool}${search}` : home;
}

/** "Metrics" of "/interview/1/metrics?q=…", for a caption. */
export function pageNamed(address: string): string {
  const found = PAGE.exec(address);
  if (!found?.[1]) return "Overview";
  const [tool = "briefing", rest] = (found[2] ?? "").split("/").filter(Boolean);
  const name = tool[0]!.toUpperCase() + tool.slice(1);
  if (tool === "traces" && rest) return rest === "compare" ? "Comparing two traces" : "A trace";
  return tool === "database" && rest ? "A statement" : name;
}

export type Shown = { rounds: "show"; address: string };
export type Ready = { rounds: "ready" };

/** What a frame is told by the page around it, of the same origin and no other. */
export function isShown(data: unknown): data is Shown {
  const told = data as Partial<Shown> | null;
  return typeof told === "object" && told?.rounds === "show" && typeof told.address === "string";
}

export function isReady(data: unknown): data is Ready {
  return typeof data === "object" && (data as Partial<Ready> | null)?.rounds === "ready";
}
