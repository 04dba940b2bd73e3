import type { Line } from "../../api/types";
import type { Pinnable } from "../../lib/pinning";
import { clock } from "../../lib/time";

const BODY = 400; // characters, more than the record keeps of a line

/** A line as it is pinned. */
export function thingOf({ no, body, level, service, time, trace_id }: Line): Pinnable {
  return {
    title: body.split("\n")[0]!.slice(0, BODY),
    value: `${level} ${clock(time)} ${service}`,
    mark: { line: String(no), body: body.slice(0, BODY), ...(trace_id ? { of_trace: trace_id } : {}) },
    search: { line: String(no) },
  };
}
