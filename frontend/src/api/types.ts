// Made by `make api` from the API's own description. Do not edit.

export type AlertView = { time: number; service: string; title: string; state: string };

/** The lines within `within_ms` of a line, of those that have the same values in `same` (field names). */
export type AroundQuestion = { no: number; within_ms?: number; same?: Array<string>; limit?: number };

/** `now` is where the frozen clock of the incident stands. */
export type BriefingView = { title: string; symptom: string; quote: string; reporter: string; briefing: string; tickets: Array<TicketView>; alerts: Array<AlertView>; start: number; now: number };

export type Catalogue = { metrics: Array<Metric>; series: number; took_ms: number };

export type Curve = { labels: Record<string, string>; values: Array<number | null> };

export type Curves = { expression: string; start: number; step_ms: number; points: number; unit: string; series: Array<Curve>; series_total: number; samples: number; warnings: Array<string>; took_ms: number };

/** A grid of counts, `columns` steps of time by `rows` logarithmic steps from `low_ns` to `high_ns`.
 *
 * `counts` and `errors` run column by column, lowest duration first. `points` holds every single one when
 * there are at most 2,000, and is empty above.
 */
export type Durations = { start: number; step_ms: number; columns: number; rows: number; low_ns: number; high_ns: number; counts: Array<number>; errors: Array<number>; points: Array<Point>; total: number; took_ms: number };

/** How long the matching spans took, over time; with an empty search, how long whole traces took. */
export type DurationsQuestion = { query?: string; start: number; end: number; columns?: number; rows?: number };

export type Exemplar = { time: number; value: number; trace_id: string; span_id: string; labels: Record<string, string>; root_name: string; duration_ns: number; error: boolean };

export type Exemplars = { exemplars: Array<Exemplar>; took_ms: number };

export type ExemplarsQuestion = { expression: string; start: number; end: number; limit?: number };

export type Facet = { field: string; type: string; distinct: number; total: number; values: Array<FacetValue> };

/** The most frequent values of fields among what a search finds.
 *
 * `fields` are asked for by name; empty asks for the fields worth showing first. `find` keeps fields and
 * values that contain it. Chosen values of the search do not narrow their own facet.
 */
export type FacetQuestion = { query?: string; start: number; end: number; fields?: Array<string>; find?: string; values?: number };

export type FacetValue = { value: string | number | boolean; total: number; chosen: boolean };

export type Facets = { facets: Array<Facet>; others: Array<string>; took_ms: number };

/** A deploy, a configuration or flag change, an alert, a restart or a note. */
export type Happening = { time: number; kind: string; service: string; title: string; attributes: Record<string, string> };

/** Lines by level in equal steps. `levels` has one list a level that occurs, each as long as the others. */
export type Histogram = { start: number; step_ms: number; levels: Record<string, Array<number>>; took_ms: number };

export type HistogramQuestion = { query?: string; start: number; end: number; buckets?: number };

/** `now` is where the frozen clock of the incident stands; the window ends there. */
export type Incident = { title: string; start: number; now: number; metric_step_ms: number; services: Array<string>; events: Array<Happening>; shares: Array<Share>; spans: number; log_lines: number; metric_series: number; took_ms: number };

/** `name` is empty until it is installed, `scenario` for one that was recorded here. `trouble` says why it cannot be. */
export type IncidentRow = { name: string; title: string; scenario: string; version: string; seed: number; state: Preparation; progress: number; doing: string; trouble: string };

export type InterviewRow = { id: string; candidate: string; interviewer: string; created: string; starts: string | null; questions: number; scenarios: Array<PinView> };

export type InterviewView = { candidate: string; interviewer: string; starts: string | null; plan: Array<SegmentView>; scenarios: Array<ScenarioCard> };

export type Label = { name: string; distinct: number; values: Array<LabelValue> };

export type LabelValue = { value: string; series: number };

export type Labels = { metric: string; labels: Array<Label>; took_ms: number };

export type Line = { no: number; time: number; level: string; service: string; body: string; trace_id: string; span_id: string; fields: Record<string, string | number | boolean>; sample_rate: number };

export type LineDetails = { line: Line; severity_number: number; scope: string; resource: Record<string, string | number | boolean>; related: Array<Related>; took_ms: number };

/** Newest first. */
export type Lines = { lines: Array<Line>; rows: number; total: number; took_ms: number };

/** A page of lines. `before` and `after` are numbers of lines (`Line.no`) to page from. */
export type LinesQuestion = { query?: string; start: number; end: number; limit?: number; before?: number | null; after?: number | null };

export type Link = { token: string };

export type Metric = { name: string; type: string; unit: string; help: string; series: number; labels: Array<string> };

/** A scenario to install; without a seed the usual one. */
export type NewIncident = { scenario: string; seed?: number | null };

export type NewRecording = { name: string };

export type PinView = { number: number; scenario: string; version: string; seed: number; title: string; incident: string; state: Preparation; progress: number };

export type Point = { time: number; duration_ns: number; error: boolean; trace_id: string; span_id: string };

export type Preparation = "ready" | "preparing" | "locked";

/** PromQL evaluated at `start`, `start` + `step_ms`, … up to `end`. Without a step, about 240 points.
 *
 * At most `limit` series come back: those with the largest values at the end of the range.
 */
export type RangeQuestion = { expression: string; start: number; end: number; step_ms?: number | null; limit?: number };

/** This span among all stored spans of the same service and name. */
export type Rank = { spans: number; slower_than: number; bounds_ns: Array<number>; counts: Array<number> };

/** A question or a view. What was said in it is null once its words are erased; views are the browser's word. */
export type RecordEntry = { no: number; time: string; kind: string; erased: boolean; cause: string; scenario: number | null; incident: string; asked: string; question: Record<string, unknown> | null; digest: Record<string, unknown> | null; page: string; address: string | null; state: Record<string, unknown> | null; visible_from: number | null; visible_to: number | null };

/** Newest first; `more` says that there are newer ones than these, to be asked for after the first of them.
 *
 * `verified` says whether the chain holds, from the entry asked after to the newest of all; `broken_at` is the
 * first entry that does not.
 */
export type RecordView = { interview: string; entries: Array<RecordEntry>; more: boolean; verified: boolean; broken_at: number | null };

/** Where an OpenTelemetry SDK sends to, and the token it shows. The token is told once more by asking again. */
export type RecordingAccess = { name: string; endpoint: string; token: string };

/** What a recording holds so far. `first` and `last` are null while it is empty. */
export type RecordingRow = { name: string; spans: number; lines: number; points: number; first: string | null; last: string | null };

/** Where to go on from here, with what is there. */
export type Related = { kind: string; title: string; detail: string; query: string; trace_id: string; span_id: string };

/** A page as an address and its typed state, visible from and to by the browser's clock. */
export type ReportedView = { address: string; state?: Record<string, string | number | boolean | Array<string> | null>; visible_from: number; visible_to: number };

export type ReportedViews = { views: Array<ReportedView> };

/** `reports` counts those who reported it. Texts other than the title are empty until the scenario is prepared. */
export type ScenarioCard = { number: number; title: string; symptom: string; quote: string; reporter: string; reports: number; state: Preparation; progress: number };

export type SealedRecording = { incident: string };

export type Sealing = { incident?: string };

export type SegmentView = { title: string; minutes: number; scenario: number | null };

/** How much of a signal is stored, in words: "deliveries to …: every one", "the rest: 1 in 100". */
export type Share = { signal: string; text: string };

export type SpanDetails = { trace_id: string; span_id: string; parent_span_id: string; name: string; service: string; kind: string; status: string; status_message: string; scope: string; start: number; duration_ns: number; self_ns: number; attributes: Record<string, string | number | boolean>; resource: Record<string, string | number | boolean>; events: Array<SpanEvent>; links: Array<SpanLink>; linked_from: Array<SpanLink>; logs: Array<Line>; rank: Rank; related: Array<Related>; took_ms: number };

export type SpanEvent = { time: number; name: string; attributes: Record<string, string> };

export type SpanLink = { trace_id: string; span_id: string; attributes: Record<string, string> };

export type StaffInterviewView = { id: string; candidate: string; interviewer: string; created: string; starts: string | null; questions: number; scenarios: Array<PinView>; plan: Array<SegmentView> };

/** What could be typed at `cursor` in a search over `signal` (logs or traces), or in PromQL (metrics). */
export type SuggestQuestion = { signal: string; text: string; cursor: number };

export type Suggestion = { text: string; kind: string; detail: string; start: number; end: number };

export type Suggestions = { suggestions: Array<Suggestion>; took_ms: number };

export type TicketView = { time: number; author: string; plan: string; text: string };

/** The skeleton of a trace in columns, in pre-order: a span's descendants follow it.
 *
 * All lists have one entry a span. `service`, `name`, `kind` and `status` point into `texts`. `parent` is the
 * place of the parent, -1 for a root. Times are nanoseconds after `start_ns` (text, since it is larger than
 * a browser's numbers are exact).
 */
export type Trace = { trace_id: string; start: number; start_ns: string; duration_ns: number; texts: Array<string>; span_id: Array<string>; parent: Array<number>; depth: Array<number>; descendants: Array<number>; service: Array<number>; name: Array<number>; kind: Array<number>; status: Array<number>; begin_ns: Array<number>; length_ns: Array<number>; self_ns: Array<number>; critical_ns: Array<number>; orphans: number; sample_rate: number; logs: number; took_ms: number };

export type TraceRow = { trace_id: string; start: number; duration_ns: number; root_service: string; root_name: string; spans: number; errors: number; services: Array<string>; matches: number; span_id: string; values: Record<string, string | number | boolean>; sample_rate: number };

export type Traces = { traces: Array<TraceRow>; rows: number; total: number; took_ms: number };

/** Traces with at least one span that matches. Answered from summaries, never by loading spans.
 *
 * `sort`: newest, oldest, longest, shortest, spans, errors. `columns`: attributes of the first matching
 * span to show beside each trace.
 */
export type TracesQuestion = { query?: string; start: number; end: number; sort?: string; limit?: number; offset?: number; columns?: Array<string> };

/** Why something was refused. `start` and `end` are positions in typed text; `id` finds the log line. */
export type Trouble = { kind: string; message: string; field: string; start: number | null; end: number | null; suggestion: string; id: string };

export interface Operations {
  candidate_session: { method: "POST"; path: "/api/v1/candidate/session"; parameters: Record<string, never>; body: Link; answer: void };
  candidate_interview_shown: { method: "GET"; path: "/api/v1/candidate/interview"; parameters: Record<string, never>; body: void; answer: InterviewView };
  candidate_briefing: { method: "GET"; path: "/api/v1/candidate/scenarios/{number}/briefing"; parameters: { number: number }; body: void; answer: BriefingView };
  report_views: { method: "POST"; path: "/api/v1/candidate/views"; parameters: Record<string, never>; body: ReportedViews; answer: void };
  about: { method: "GET"; path: "incident"; parameters: Record<string, never>; body: void; answer: Incident };
  metrics_catalogue: { method: "GET"; path: "metrics/catalogue"; parameters: { find?: string }; body: void; answer: Catalogue };
  metrics_labels: { method: "GET"; path: "metrics/labels"; parameters: { metric: string }; body: void; answer: Labels };
  metrics_range: { method: "POST"; path: "metrics/range"; parameters: Record<string, never>; body: RangeQuestion; answer: Curves };
  metrics_exemplars: { method: "POST"; path: "metrics/exemplars"; parameters: Record<string, never>; body: ExemplarsQuestion; answer: Exemplars };
  traces_search: { method: "POST"; path: "traces/search"; parameters: Record<string, never>; body: TracesQuestion; answer: Traces };
  traces_durations: { method: "POST"; path: "traces/durations"; parameters: Record<string, never>; body: DurationsQuestion; answer: Durations };
  traces_facets: { method: "POST"; path: "traces/facets"; parameters: Record<string, never>; body: FacetQuestion; answer: Facets };
  trace: { method: "GET"; path: "traces/{trace_id}"; parameters: { trace_id: string }; body: void; answer: Trace };
  span: { method: "GET"; path: "traces/{trace_id}/spans/{span_id}"; parameters: { trace_id: string; span_id: string }; body: void; answer: SpanDetails };
  logs_search: { method: "POST"; path: "logs/search"; parameters: Record<string, never>; body: LinesQuestion; answer: Lines };
  logs_histogram: { method: "POST"; path: "logs/histogram"; parameters: Record<string, never>; body: HistogramQuestion; answer: Histogram };
  logs_facets: { method: "POST"; path: "logs/facets"; parameters: Record<string, never>; body: FacetQuestion; answer: Facets };
  logs_line: { method: "GET"; path: "logs/lines/{no}"; parameters: { no: number }; body: void; answer: LineDetails };
  logs_around: { method: "POST"; path: "logs/around"; parameters: Record<string, never>; body: AroundQuestion; answer: Lines };
  suggest: { method: "POST"; path: "suggest"; parameters: Record<string, never>; body: SuggestQuestion; answer: Suggestions };
  staff_session: { method: "POST"; path: "/api/v1/staff/session"; parameters: Record<string, never>; body: Link; answer: void };
  staff_interviews: { method: "GET"; path: "/api/v1/staff/interviews"; parameters: Record<string, never>; body: void; answer: Array<InterviewRow> };
  staff_interview_shown: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}"; parameters: { interview_id: string }; body: void; answer: StaffInterviewView };
  staff_record: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/record"; parameters: { interview_id: string; after?: number }; body: void; answer: RecordView };
  staff_incidents: { method: "GET"; path: "/api/v1/staff/incidents"; parameters: Record<string, never>; body: void; answer: Array<IncidentRow> };
  install_incident: { method: "POST"; path: "/api/v1/staff/incidents"; parameters: Record<string, never>; body: NewIncident; answer: IncidentRow };
  staff_briefing: { method: "GET"; path: "/api/v1/staff/incidents/{name}/briefing"; parameters: { name: string }; body: void; answer: BriefingView };
  staff_recordings: { method: "GET"; path: "/api/v1/staff/recordings"; parameters: Record<string, never>; body: void; answer: Array<RecordingRow> };
  start_recording: { method: "POST"; path: "/api/v1/staff/recordings"; parameters: Record<string, never>; body: NewRecording; answer: RecordingAccess };
  seal_recording: { method: "POST"; path: "/api/v1/staff/recordings/{name}/seal"; parameters: { name: string }; body: Sealing; answer: SealedRecording };
}
