import type { Pinnable } from "../../lib/pinning";
import { durationNs } from "../../lib/units";
import type { TraceModel } from "./model";
import { lengthOf, nameOf, serviceOf } from "./spans";

/** A span of the trace on the page as it is pinned. */
export function thingOf(spans: TraceModel["spans"], span: number): Pinnable {
  const [name, id] = [nameOf(spans, span), spans.id[span]!];
  return {
    title: `${name}, ${serviceOf(spans, span)}`,
    value: durationNs(lengthOf(spans, span)),
    mark: { span: id, name },
    search: { span: id },
  };
}
