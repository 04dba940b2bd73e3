/** What can be asked of a tool, by its path under a surface: taken from the API's own description. */

import type { Operations } from "./types";

type ToolOperation = Exclude<Operations[keyof Operations], { path: `/api/${string}` }>;
type At<Path extends ToolOperation["path"]> = Extract<ToolOperation, { path: Path }>;

/** Questions that are written down: a body goes out, an answer comes back. */
export type Questions = {
  [Path in Extract<ToolOperation, { method: "POST" }>["path"]]: { body: At<Path>["body"]; answer: At<Path>["answer"] };
};

/** What is read at an address that has nothing in it to fill in. */
export type Readings = {
  [Path in Exclude<Extract<ToolOperation, { method: "GET" }>["path"], `${string}{${string}`>]: At<Path>["answer"];
};
