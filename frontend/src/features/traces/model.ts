/** All that is computed of a trace once, when it arrives: each view reads it. */
import type { Trace } from "../../api/types";
import { type Flame, layFlame } from "../../charts/flame-layout";
import { type Operation, operationsOf } from "./operations";
import { type CriticalPath, criticalPath } from "./path";
import { type Folds, findFolds } from "./rows";
import { kindOf, operationOf, readTrace, type Spans, serviceOf } from "./spans";
import { COLOURINGS, type Colouring } from "./view";

export interface TraceModel {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly spans: Spans;
  readonly folds: Folds;
  readonly path: CriticalPath;
  readonly flame: Flame;
  readonly operations: readonly Operation[];
  /** Places of spans by their ids. */
  readonly places: ReadonlyMap<string, number>;
}

export function modelOf(trace: Trace): TraceModel {
  const spans = readTrace(trace);
  return {
    id: trace.trace_id,
    start: trace.start,
    spans,
    folds: findFolds(spans),
    path: criticalPath(spans),
    flame: layFlame(spans),
    operations: operationsOf(spans),
    places: new Map(spans.id.map((id, place) => [id, place])),
  };
}

/** The series of each span's colour, and what each colour means, in order of use. */
export interface Colours {
  readonly series: Uint8Array;
  readonly legend: readonly { readonly series: number; readonly name: string }[];
}

/** What was chosen; if nothing was, what tells spans apart. */
export function colouringOf(model: TraceModel, chosen: string | null): Colouring {
  const known = COLOURINGS.find((one) => one === chosen);
  return known ?? (new Set(model.spans.service).size > 1 ? "service" : "operation");
}

const OTHER = 9;
const KINDS = ["Server", "Client", "Internal", "Producer", "Consumer"];

export function coloursOf(model: TraceModel, colouring: Colouring, services: readonly string[]): Colours {
  const { spans, operations } = model;
  const names: string[] = [];
  const place = (name: string, known: readonly string[]) => {
    const at = known.indexOf(name);
    return at >= 0 && at < OTHER ? at : OTHER;
  };
  const ranks = new Map(operations.map(({ key }, rank) => [key, Math.min(rank, OTHER)]));
  const one = {
    service: (span: number) => place(serviceOf(spans, span), services),
    kind: (span: number) => place(kindOf(spans, span), KINDS),
    operation: (span: number) => ranks.get(operationOf(spans, span)) ?? OTHER,
  }[colouring];
  const series = Uint8Array.from({ length: spans.count }, (_, span) => one(span));
  const named = {
    service: (span: number) => serviceOf(spans, span),
    kind: (span: number) => kindOf(spans, span).toLowerCase(),
    operation: (span: number) => spans.texts[spans.name[span]!] ?? "",
  }[colouring];
  for (let span = 0; span < spans.count; span++) {
    const at = series[span]!;
    if (names[at] === undefined) names[at] = named(span);
    else if (at === OTHER && names[at] !== named(span)) names[at] = "others";
  }
  return { series, legend: names.flatMap((name, at) => (name === undefined ? [] : [{ series: at, name }])) };
}
