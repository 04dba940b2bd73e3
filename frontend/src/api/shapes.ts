/** What is asked and answered, by the names the pages use. */

export type Value = string | number | boolean;
export type Stretch = { query: string; start: number; end: number };

export type FacetQuestion = Stretch & { fields?: string[]; find?: string; values?: number };
export type FacetValue = { value: Value; total: number; chosen: boolean };
export type Facet = { field: string; type: string; distinct: number; total: number; values: FacetValue[] };
export type Facets = { facets: Facet[]; others: string[]; took_ms: number };

export type SuggestQuestion = { signal: "logs" | "traces" | "metrics"; text: string; cursor: number };
export type Suggestion = { text: string; kind: string; detail: string; start: number; end: number };
export type Suggestions = { suggestions: Suggestion[]; took_ms: number };

export type Happening = {
  time: number;
  kind: string;
  service: string;
  title: string;
  attributes: Record<string, string>;
};
export type Share = { signal: string; text: string };
export type Incident = {
  title: string;
  start: number;
  now: number;
  metric_step_ms: number;
  services: string[];
  events: Happening[];
  shares: Share[];
  spans: number;
  log_lines: number;
  metric_series: number;
};

export type LinesQuestion = Stretch & { limit?: number; before?: number | null; after?: number | null };
export type Line = {
  no: number;
  time: number;
  level: string;
  service: string;
  body: string;
  trace_id: string;
  span_id: string;
  fields: Record<string, Value>;
  sample_rate: number;
};
export type Lines = { lines: Line[]; rows: number; total: number; took_ms: number };
export type HistogramQuestion = Stretch & { buckets?: number };
export type Histogram = { start: number; step_ms: number; levels: Record<string, number[]>; took_ms: number };
export type Related = { kind: string; title: string; detail: string; query: string; trace_id: string; span_id: string };
export type LineDetails = {
  line: Line;
  severity_number: number;
  scope: string;
  resource: Record<string, Value>;
  related: Related[];
  took_ms: number;
};
export type AroundQuestion = { no: number; within_ms?: number; same?: string[]; limit?: number };

export type Metric = { name: string; type: string; unit: string; help: string; series: number; labels: string[] };
export type Catalogue = { metrics: Metric[]; series: number; took_ms: number };
export type LabelValue = { value: string; series: number };
export type Label = { name: string; distinct: number; values: LabelValue[] };
export type Labels = { metric: string; labels: Label[]; took_ms: number };
export type RangeQuestion = { expression: string; start: number; end: number; step_ms?: number | null; limit?: number };
export type Curve = { labels: Record<string, string>; values: (number | null)[] };
export type Curves = {
  expression: string;
  start: number;
  step_ms: number;
  points: number;
  unit: string;
  series: Curve[];
  series_total: number;
  samples: number;
  warnings: string[];
  took_ms: number;
};
export type ExemplarsQuestion = { expression: string; start: number; end: number; limit?: number };
export type Exemplar = {
  time: number;
  value: number;
  trace_id: string;
  span_id: string;
  labels: Record<string, string>;
  root_name: string;
  duration_ns: number;
  error: boolean;
};
export type Exemplars = { exemplars: Exemplar[]; took_ms: number };

export type TracesQuestion = Stretch & { sort?: string; limit?: number; offset?: number; columns?: string[] };
export type TraceRow = {
  trace_id: string;
  start: number;
  duration_ns: number;
  root_service: string;
  root_name: string;
  spans: number;
  errors: number;
  services: string[];
  matches: number;
  span_id: string;
  values: Record<string, Value>;
  sample_rate: number;
};
export type Traces = { traces: TraceRow[]; rows: number; total: number; took_ms: number };
export type DurationsQuestion = Stretch & { columns?: number; rows?: number };
export type Point = { time: number; duration_ns: number; error: boolean; trace_id: string; span_id: string };
export type Durations = {
  start: number;
  step_ms: number;
  columns: number;
  rows: number;
  low_ns: number;
  high_ns: number;
  counts: number[];
  errors: number[];
  points: Point[];
  total: number;
  took_ms: number;
};
export type Trace = {
  trace_id: string;
  start: number;
  start_ns: string;
  duration_ns: number;
  texts: string[];
  span_id: string[];
  parent: number[];
  depth: number[];
  descendants: number[];
  service: number[];
  name: number[];
  kind: number[];
  status: number[];
  begin_ns: number[];
  length_ns: number[];
  self_ns: number[];
  critical_ns: number[];
  orphans: number;
  sample_rate: number;
  logs: number;
  took_ms: number;
};
export type SpanEvent = { time: number; name: string; attributes: Record<string, string> };
export type SpanLink = { trace_id: string; span_id: string; attributes: Record<string, string> };
export type Rank = { spans: number; slower_than: number; bounds_ns: number[]; counts: number[] };
export type SpanDetails = {
  trace_id: string;
  span_id: string;
  parent_span_id: string;
  name: string;
  service: string;
  kind: string;
  status: string;
  status_message: string;
  scope: string;
  start: number;
  duration_ns: number;
  self_ns: number;
  attributes: Record<string, Value>;
  resource: Record<string, Value>;
  events: SpanEvent[];
  links: SpanLink[];
  linked_from: SpanLink[];
  logs: Line[];
  rank: Rank;
  related: Related[];
  took_ms: number;
};

/** Questions to a tool, by their path under a surface. */
export type Questions = {
  "metrics/range": { body: RangeQuestion; answer: Curves };
  "metrics/exemplars": { body: ExemplarsQuestion; answer: Exemplars };
  "traces/search": { body: TracesQuestion; answer: Traces };
  "traces/durations": { body: DurationsQuestion; answer: Durations };
  "traces/facets": { body: FacetQuestion; answer: Facets };
  "logs/search": { body: LinesQuestion; answer: Lines };
  "logs/histogram": { body: HistogramQuestion; answer: Histogram };
  "logs/facets": { body: FacetQuestion; answer: Facets };
  "logs/around": { body: AroundQuestion; answer: Lines };
  suggest: { body: SuggestQuestion; answer: Suggestions };
};

/** What is read without a question being made of it. */
export type Readings = {
  incident: Incident;
  "metrics/catalogue": Catalogue;
  "metrics/labels": Labels;
  [trace: `traces/${string}/spans/${string}`]: SpanDetails;
  [line: `logs/lines/${number}`]: LineDetails;
};
