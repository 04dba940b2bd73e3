/** Hand-made things for tests. */

import type { Thing } from "../../api/types";

export function made(id: number, more: Partial<Thing> = {}): Thing {
  return {
    id,
    name: `thing ${id}`,
    class_name: "Thing",
    class_key: "Thing",
    type: "object",
    shallow_bytes: 16,
    retained_bytes: 64,
    distance: 3,
    at: "",
    detached: false,
    fields: 2,
    elements: 0,
    edge: "",
    edge_type: "",
    ...more,
  };
}
