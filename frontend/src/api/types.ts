// Made by `make api` from the API's own description. Do not edit.

/** `candidate` is empty for what is about no interview; `detail` holds no free text. */
export type AccessRow = { no: number; time: number; person: string; name: string; interview: string; candidate: string; what: string; detail: string };

/** `colour` is that of the last access check: green, amber, red, or empty for none. `opens` is when the waiting room
 * opens, null for at any time, `requested` when more time or another format was asked for, `moved` when the interview was
 * last moved.
 */
export type AccessView = { checks: Array<CheckView>; checked: number | null; colour: string; version: string; consents: Array<ConsentView>; agreed: boolean; policy: string; reality: string; questions: Array<QuestionView>; display: Array<string>; tutorial: TutorialView | null; opens: number | null; requested: number | null; moved: number | null; contact: ContactView | null; wondered: Array<WonderedView> };

/** What they come to, never why. */
export type AccommodationsView = { time: number; hidden_timer: boolean; high_contrast: boolean };

export type Admitting = { command?: string };

/** With what the debrief settled about it, in words. */
export type AgendaItem = { item: Item; settled: string | null };

/** Over every pair of raters and every scenario that both scored, in percent; `pairs` is how many such there are. */
export type Agreement = { pairs: number; exact: number | null; within_one: number | null; disputed: Array<number> };

export type AgreementView = { single: IntervalView; average: IntervalView; alpha: IntervalView; ac2: IntervalView; exact: IntervalView; within_one: IntervalView; raters: number };

export type AlertView = { time: number; service: string; title: string; state: string };

export type AlignedPath = { key: string; parent: number; depth: number; service: string; name: string; a: PathPart; b: PathPart };

export type AllPaths = { paths: Array<Path>; limits: Array<string>; took_ms: number };

/** What hints and cause would speak for, as advice: `points` where the cause was found, with the reason in words. */
export type Allowed = { points: number; why: string };

export type Anchor = { points: number; text: string };

export type AnchorTold = { points: number; text: string };

/** A question of the discussion with its model answers by level. */
export type AnswerShown = { text: string; answers: Record<string, string> };

/** The lines within `within_ms` of a line, of those that have the same values in `same` (field names). */
export type AroundQuestion = { no: number; within_ms?: number; same?: Array<string>; limit?: number };

export type ArrangedView = { id: string };

/** `rights` are the viewer's here. `is_fixed`: scenarios, plan, level and policy are; `link` is the candidate's own. */
export type ArrangementView = { id: string; kind: Kind; state: State; rights: Array<string>; is_fixed: boolean; can_send: boolean; candidate: string; mail: string; position: string; level: Level; starts: string | null; zone: string; call: string; plan: string; segments: Array<SegmentView>; minutes: number; said: Array<string>; policy: PolicyView; policy_said: string; accommodations: AccommodationsView; reason: string; seats: Array<SeatView>; scenarios: Array<PinView>; invited: string | null; bound: string | null; link: string; mails: Array<MailView>; browsers: Array<BrowserView>; access: CheckedView | null; consents: Record<string, boolean>; preflight: PreflightView | null; happened: Array<HappenedView>; template: TemplateView };

/** All there is to choose from. `suggested` are scenarios by level; `can_send` says whether a mail server is set. */
export type ArrangingView = { scenarios: Array<OfferedView>; suggested: Record<string, Array<string>>; plans: PlansView; zones: Array<string>; can_send: boolean };

/** One's run of a scenario in a drill that has ended. */
export type Attempt = { drill: string; team: boolean; at: number; run: RunOfScenario };

/** The newest first; `more` says that there are older ones, before the last one's number. */
export type AuditView = { rows: Array<AccessRow>; more: boolean; people: Record<string, string>; kinds: Array<string> };

export type Because = { command?: string; reason: string };

/** `link` is the token of one's own side; any browser may use it. */
export type Begun = { id: string; link: string };

/** A session in the blocking tree: in front of the sessions that wait for it. */
export type Blocked = { pid: number; depth: number; blocked_by: Array<number>; blocks: number; statement: string; query: string; state: string; wait: string; application: string; user: string; backend: string; age_ms: number | null; transaction_ms: number | null; mode: string; lock: string; relation: string; cycle: boolean };

/** How many sessions are blocked over time. */
export type BlockedQuestion = { database: string; start: number; end: number; buckets?: number };

export type BlockedSessions = { start: number; step_ms: number; points: number; blocked: Array<number>; at: Array<number | null>; idle_in_transaction: Array<number>; most: number; most_at: number | null; deadlocks: Array<Deadlock>; sample_ms: number; took_ms: number };

export type Blocking = { at: number; sessions: Array<Blocked>; blocked: number; roots: number; took_ms: number };

/** Who waits for whom at the last look at the sessions that is not after `at`. */
export type BlockingQuestion = { database: string; at: number };

/** `standing` is draft, not checked, ready, in the lobby, live now, over or practice; `today` by the candidate's clock.
 *
 * `access` is the colour of the access check, `post` none, copied, waiting, sent, bounced or failed, with `trouble` in
 * words. `preflight` is the colour of the installation's last check for it. `preparing` is how far the scenarios are,
 * from 0 to 1, `rights` those of the viewer that lead to a page. `card` is how the panel's scorecards are once it has
 * ended: open, late or submitted.
 */
export type BoardRow = { id: string; kind: Kind; state: State; standing: string; today: boolean; candidate: string; position: string; level: Level; lead: string; starts: string | null; zone: string; minutes: number; scenarios: number; prepared: number; preparing: number; unprepared: string; access: string; checked: string | null; post: string; posted: string | null; trouble: string; preflight: string; questions: number; card: string; rights: Array<string> };

/** `counts` says how many there are of each that can be shown. */
export type BoardView = { rows: Array<BoardRow>; counts: Record<string, number> };

/** `now` is where the frozen clock of the incident stands. */
export type BriefingView = { title: string; symptom: string; quote: string; reporter: string; briefing: string; tickets: Array<TicketView>; alerts: Array<AlertView>; start: number; now: number };

/** `state` is admitted, waiting or ended; `agent` what the browser calls itself. */
export type BrowserView = { id: string; came: string; agent: string; state: string };

/** Calls from one node to another, by their ids. The caller is empty for calls from outside. */
export type Call = { caller: string; callee: string; before: Traffic | null; during: Traffic; changes: Array<string>; found: boolean; hidden: boolean };

/** Curves in steps of `step_ms` from `start` on; None where nothing was called. `errors` are shares, 0 to 1.
 *
 * `query` finds the spans of these calls among the traces; `exact` is false where it finds more than them.
 * `status_field` is the attribute of theirs that holds a status code, empty where there is none.
 */
export type CallDetails = { start: number; step_ms: number; rate: Array<number>; errors: Array<number | null>; p50_ns: Array<number | null>; p95_ns: Array<number | null>; statuses: Array<Status>; status_field: string; query: string; exact: boolean; related: Array<Related>; took_ms: number };

/** The calls from any of `callers` to any of `callees` together; an empty list means everyone.
 *
 * Curves run from `from_time` to `to_time`; statuses and lines are those of the two stretches.
 */
export type CallQuestion = { callers?: Array<string>; callees?: Array<string>; from_time: number; to_time: number; start: number; end: number; before_start?: number | null; before_end?: number | null; points?: number };

/** A service that ran the statement, as its spans tell; numbers stand for what happened. */
export type Caller = { service: string; name: string; spans: number; calls: number; calls_before: number; mean_ms: number | null; mean_before_ms: number | null; p95_ms: number | null; errors: number };

export type Cancelling = { reason: string; command?: string };

/** What comes over a candidate's live channel, by the name of its event. `closed` says why the channel ends. */
export type CandidateEvents = { interview: InterviewView; present: ShownView; drill: DrillRoom; closed: string };

/** `away` is since when the live channel is gone; `waiting` a browser that asks to be let in; `last_act` the last
 * sign of the candidate's, or when the lead began to count the silence.
 */
export type CandidateShown = { away: number | null; waiting: string; requests: Array<RequestShown>; address: string; seen: number | null; last_act: number | null; counted: boolean };

export type CardInterview = { id: string; candidate: string; position: string; level: string; starts: number | null; ended: number | null; zone: string; state: string };

/** `criteria` are in an order of this rater's own. `verdict` is null until every scenario has its points and every
 * criterion is rated or said not to be observed. `checks` say what is missing before it can be handed in.
 */
export type CardPage = { interview: CardInterview; rater: CardRater; standing: string; due: number | null; submitted: number | null; version: number; changed: number | null; now: number; card: Scorecard; scenarios: Array<CardScenario>; anchors: Array<Anchor>; criteria: Array<CriterionShown>; signals: Array<SignalShown>; catalogue: Array<Flag>; notes: Array<NoteShown>; flags: Array<RaisedShown>; suggested: Array<SuggestedShown>; verdict: Verdict | null; checks: Array<Check>; versions: Array<VersionShown>; moments: Array<MomentShown>; others: Array<OtherCard>; others_open: boolean };

/** `training` is a shadow's card, which is in no count; `second` a rating from the replay, shown beside. */
export type CardRater = { seat: string; name: string; role: string; training: boolean; second: boolean };

/** `began` is when it was opened, `worked` and `length` seconds in its work and in all, `recognised` the second in
 * which the last step of the cause was confirmed. `ceiling` is for the card's own cause and solution. `reached` of
 * `steps` are those of the path that the record shows. `facts` are what the record says to a criterion, by its id.
 */
export type CardScenario = { number: number; title: string; incident: string; began: number | null; worked: number; length: number; skipped: boolean; recognised: number | null; hint_load: number; hints: Array<HintCounted>; ceiling: Ceiling; reached: number; steps: number; proposals: Array<Proposal>; facts: Record<string, string>; rulings: Array<RulingShown> };

export type CardState = "ready" | "preparing" | "locked" | "open" | "closed";

/** Others' cards for who rates nothing here. `open` says whether they are to be read, `why` why not. */
export type CardsView = { open: boolean; why: string; cards: Array<OtherCard>; moments: Array<MomentShown> };

/** A value that one tool showed and the candidate looked for in another, within two minutes. */
export type CarriedReplayed = { at: number; before: string; tool: string; value: string };

/** `about` is the anchor in the rubric's own words. `ruling` is empty until there is one. Of a scenario that is no longer
 * here the name is its title.
 */
export type CaseShown = { id: string; scenario: string; scenario_title: string; version: string; rubric: string; anchor: string; about: string; title: string; by: string; opened: number; remarks: Array<RemarkShown>; ruling: string; ruled: number | null; ruled_by: string };

/** `scenarios`, by name with their titles, and `anchors` are what a new one may be about. */
export type CasesShown = { cases: Array<CaseShown>; scenarios: Record<string, string>; anchors: Record<string, string>; may_rule: boolean };

export type Catalogue = { metrics: Array<Metric>; series: number; took_ms: number };

/** The most that hints and solution speak for. `hints` is what the hints alone allow. */
export type Ceiling = { points: number; hints: number; why: string };

/** What happened to a class between two snapshots of one process.
 *
 * `allocated_bytes`, `freed_bytes` and `delta_bytes` are DevTools': the shallow sizes of new and deleted objects and
 * their difference. An object in both that grew in place, as a list does, is in neither; `shallow_delta` has it too:
 * it is what all of the class take in the later snapshot less what they took in the earlier one.
 */
export type Change = { key: string; name: string; at: string; count_before: number; count_after: number; new: number; deleted: number; delta: number; allocated_bytes: number; freed_bytes: number; delta_bytes: number; shallow_before: number; shallow_after: number; shallow_delta: number; retained_before: number; retained_after: number; retained_delta: number };

/** The objects of a class that are new in `snapshot`, or deleted since `base`: `which` is new or deleted. */
export type ChangedQuestion = { base: string; snapshot: string; key: string; which?: string; sort?: string; descending?: boolean; limit?: number; offset?: number };

/** `ok` or what is missing, in words; one that is not `needed` is information and stops nothing. */
export type Check = { id: string; ok: boolean; text: string; needed: boolean };

export type CheckView = { name: string; word: string; text: string };

/** The candidate's access check: `colour` of the whole, and by name a word and what was found. */
export type CheckedView = { at: string; colour: string; checks: Record<string, Array<string>> };

/** Without a seed it gets a variant of its own. */
export type ChosenView = { scenario: string; seed?: number | null };

/** By which pin or line of the candidate's notebook a step is cited: the `place` of it there, and the entry of the
 * record that says so. `question` is the entry of the answer it points at, `word` what of a line named that.
 */
export type CitationView = { by: string; id: string; place: number; no: number; time: number; question: number; word: string };

/** A second of the interview: `seconds` since the scenario was opened, without pauses (scenario 0: since the
 * interview began), and in a few words what was there.
 */
export type Cited = { scenario: number; seconds: number; text: string };

export type ClaimShown = { says: string; truth: string };

/** `answered` is null as long as it is not. */
export type ClaimView = { at: number; what: string; text: string; answered: number | null; answer: string };

export type ClassRow = { key: string; name: string; at: string; count: number; shallow_bytes: number; retained_bytes: number; distance: number | null };

/** One's own clip where it was cut; milliseconds since 1970. */
export type ClipOfReplay = { id: string; title: string; since: number; until: number };

/** `worked` is how many milliseconds of the scenario were over when it begins, `length` how many it takes. */
export type ClipShown = { id: string; title: string; text: string; by: string; mine: boolean; may_change: boolean; created: number; length: number; worked: number; scenario: string; scenario_title: string; step: StepTag | null; strip: Array<PieceShown> };

/** A clip to watch: all that its stretch shows. Addresses are of the candidate's pages of scenario `number`, over this
 * incident.
 */
export type ClipWatched = { clip: ClipShown; number: number; incident: string; cut: Cut };

/** Whether clips may be cut of a replay, and if not, why. */
export type ClipsOfReplay = { may: boolean; why: string; shortest: number; longest: number; scenarios: Array<ScenarioToClip>; clips: Array<ClipOfReplay> };

/** `drift` is how far behind the plan it is; `wrap_up_keeps` what of the wrap-up's length is left by that. */
export type ClockShown = { phase: number | null; elapsed: number; length: number; running: boolean; drift: number; wrap_up_keeps: number; wrap_up: number };

export type ClockView = { now: number };

export type CockpitView = { id: string; kind: string; state: string; now: number; candidate_name: string; position: string; level: string; zone: string; starts: number | null; call: string; described: boolean; you: YouShown; clock: ClockShown; pause: PauseShown | null; phases: Array<PhaseShown>; script: Array<LineShown>; prompts: Array<PhraseShown>; scenario: number | null; scenarios: Array<ScenarioDesk>; wrap_up: Array<TopicShown>; notes: Array<NoteShown>; flags: Array<RaisedShown>; catalogue: Array<Flag>; candidate: CandidateShown; others: Array<OtherShown>; sharing: boolean; presenting: boolean; tutorial: string };

export type Colour = "red" | "green";

/** Two plans of a statement, node beside node. */
export type ComparePlansQuestion = { id: string; before: string; after: string };

/** What is in `snapshot` against `base`. `sort` is name, new, deleted, delta, allocated, freed, delta_bytes,
 * shallow, shallow_delta, retained or retained_delta. Classes in which nothing changed are left out unless
 * `all_classes`.
 */
export type CompareQuestion = { base: string; snapshot: string; find?: string; all_classes?: boolean; sort?: string; descending?: boolean; limit?: number; offset?: number };

/** One scenario of a drill that has ended, beside what is expected. `quick` is the time to the cause that counts as
 * quick. `line` is where the time went, `quiet` the longest stretch without anything new.
 */
export type Compared = { run: RunOfScenario; incident: string; quick: number; steps: Array<StepCompared>; hints: Array<HintTaken>; allowed: Allowed; described: boolean; facts: Array<FactTold>; line: Array<StayTold>; marks: Array<MarkTold>; tools: Array<Spent>; quiet: QuietTold | null; dead_ends: Array<DeadEnd>; hypotheses: Array<HypothesisTold>; cause: string; solution: SolutionShown | null };

/** `found`: differs, same, identifies (it names each span or trace, so it differs between any two), or only: a
 * path that one of the traces has says it, and nothing above it in both does.
 *
 * `depth` is that of the span that has it: the path's own, or the nearest one above it that does.
 */
export type ComparedAttribute = { name: string; type: string; scope: string; found: string; depth: number; operation: string; a: ValuesOf; b: ValuesOf; ratio: number | null };

export type ComparedTrace = { trace_id: string; start: number; duration_ns: number; root_service: string; root_name: string; spans: number; errors: number; services: number; orphans: number; sample_rate: number };

/** `trend` gives for each row its counts in every snapshot of the pod, in the order of `names`.
 *
 * `allocated_bytes` and `freed_bytes` are of new and deleted objects, as in DevTools; `shallow_delta` is by how much
 * all objects of these rows take more now, those that grew in place among them.
 *
 * Ids mean the same object only within one process; `warning` says so when these do not seem to be of one.
 */
export type Comparison = { rows: Array<Change>; trend: Array<Array<number>>; names: Array<string>; total: number; new: number; deleted: number; allocated_bytes: number; freed_bytes: number; shallow_delta: number; same_process: boolean; warning: string; took_ms: number };

/** `given` is null where it was not asked yet. One that `informs` has nothing to agree to. */
export type ConsentView = { name: string; title: string; text: string; required: boolean; informs: boolean; given: boolean | null };

export type ContactView = { name: string; mail: string };

export type CopyKind = "html" | "pdf" | "json";

/** `weight` in percent; `scale` says what 0, 1, 2 and 3 look like. */
export type Criterion = { id: string; title: string; short: string; weight: number; questions: Array<string>; scale: [string, string, string, string] };

export type CriterionShown = { id: string; title: string; short: string; weight: number; questions: Array<string>; scale: [string, string, string, string] };

export type CriterionTold = { id: string; title: string; questions: Array<string>; scale: [string, string, string, string] };

export type Curve = { labels: Record<string, string>; values: Array<number | null> };

export type Curves = { expression: string; start: number; step_ms: number; points: number; unit: string; series: Array<Curve>; series_total: number; samples: number; warnings: Array<string>; took_ms: number };

/** Milliseconds since it begins. A view whose address would name somebody has none. */
export type Cut = { scenes: Array<SceneShown>; marks: Array<MarkShown>; entries: Array<EntryReplayed>; loose: Array<PinReplayed>; pauses: Array<PauseReplayed>; presented: Array<[number, number]>; quiet: Array<[number, number]> };

export type Databases = { databases: Array<Server>; took_ms: number };

/** Something that looks like the cause, and what somebody did about it. `followed` says in words how that is known;
 * `since` and `until` are the stretch, `refuted` when what refutes it was seen, all into the work.
 */
export type DeadEnd = { looks_like: string; refuted_by: string; followed: string; by: string; since: number; until: number; refuted: number | null; shown_by: Array<ProofShown> };

export type Deadlock = { time: number; victim: number; detail: string };

/** What comes over the room's channel, by the name of its event. */
export type DebriefEvents = { debrief: DebriefView; closed: string };

/** `state` is closed or open; while it is closed `why` says why and nothing of any card is there. `panel` is the mean
 * of each scenario among lead and panel, `second` are ratings from the replay, beside it and in none of its figures.
 * `decision` is the last of `decisions`; none is ever proposed.
 */
export type DebriefView = { interview: CardInterview; state: string; why: string; missing: Array<ScoringRow>; convened: string | null; agenda: Array<AgendaItem>; panel: Verdict | null; agreement: Agreement | null; raters: Array<RaterJudged>; second: Array<RaterJudged>; titles: Record<string, string>; moments: Array<MomentShown>; decision: DecisionShown | null; decisions: Array<DecisionShown>; rates: boolean; may_convene: boolean; may_settle: boolean; may_decide: boolean };

export type DecisionShown = { outcome: string; reason: string; by: string; at: number };

/** What the interviewer sent in a scenario, word for word. `no` is that of its entry in the record. */
export type DeliveredView = { no: number; scenario: number; text: string; time: number };

/** `what` a person would call it, with what stood there and what does; empty for nothing. */
export type Difference = { what: string; before: string; after: string };

/** |S / (3 n) - W / 3|: how far outcome and process are apart, as shares; from .25 on that is to be talked about. */
export type Discordance = { apart: number; discuss: boolean };

/** `colour` is the worst. */
export type DoctorView = { colour: string; findings: Array<FindingView> };

/** What an object alone keeps alive, directly: its children in the dominator tree, most retained first.
 *
 * Of those that it refers to itself `edge` says by what name.
 */
export type DominatedQuestion = { snapshot: string; id?: number | null; limit?: number; offset?: number };

/** The chain of dominators of an object, itself first, up to the root.
 *
 * One that refers to the one before itself says in `edge` by what name.
 */
export type DominatorsQuestion = { snapshot: string; id: number };

/** By interview, in the order in which they rated. */
export type DriftView = { slope: IntervalView; since: number | null };

/** Who is or was in it; `seat` is that of their replay. */
export type DrillMember = { seat: string; name: string; you: boolean };

/** `state` is that of an interview: "lobby" before it begins, then "live", "ended" at last. `elapsed` of `length` is how
 * far the scenario that runs is, at `now`. `written` grows with each change of the notebook.
 */
export type DrillRoom = { id: string; team: boolean; state: string; now: number; scenario: number | null; elapsed: number; length: number; scenarios: Array<DrillScenario>; members: Array<MemberShown>; hints: Array<HintOffered>; may_begin: boolean; has_next: boolean; written: number };

/** `state` is "waiting", "now", "over" or "preparing"; `progress` how far preparing is, from 0 to 1. */
export type DrillScenario = { number: number; title: string; state: string; progress: number };

/** A drill for its members. `compared`, `anchors` and `criteria` are there once it has ended. */
export type DrillShown = { run: RunShown; members: Array<DrillMember>; compared: Array<Compared>; anchors: Array<AnchorTold>; criteria: Array<CriterionTold> };

/** One's own runs newest first, open game days, what can be practised and the progress over what was. `untried` names
 * scenarios that one has not run.
 */
export type DrillsShown = { runs: Array<RunShown>; open: Array<GameDay>; offered: Array<PractiseOffered>; progress: Array<Progress>; untried: Array<string> };

export type DueView = { interview: string; candidate: string; state: State; last: number; region: string; until: number; hold: boolean; claims: Array<string> };

/** A text that stands in the heap more than once. V8 cuts texts at 1,024 characters: longer ones may differ after. */
export type Duplicate = { text: string; count: number; shallow_bytes: number; wasted_bytes: number; cut: boolean; example: number };

/** `cut_bytes` of `wasted_bytes` are of texts that V8 cut at 1,024 characters: they may differ after, and waste less. */
export type DuplicateStrings = { duplicates: Array<Duplicate>; total: number; wasted_bytes: number; cut_bytes: number; took_ms: number };

export type DuplicatesQuestion = { snapshot: string; find?: string; limit?: number; offset?: number };

/** A grid of counts, `columns` steps of time by `rows` logarithmic steps from `low_ns` to `high_ns`.
 *
 * `counts` and `errors` run column by column, lowest duration first. `points` holds every single one when
 * there are at most 2,000, and is empty above.
 */
export type Durations = { start: number; step_ms: number; columns: number; rows: number; low_ns: number; high_ns: number; counts: Array<number>; errors: Array<number>; points: Array<Point>; total: number; took_ms: number };

/** How long the matching spans took, over time; with an empty search, how long whole traces took. */
export type DurationsQuestion = { query?: string; start: number; end: number; columns?: number; rows?: number };

/** What somebody does in this installation; a person may have several. */
export type Duty = "admin" | "author" | "recruiter" | "interviewer" | "committee" | "engineer";

/** A hypothesis or a note with all that became of it, so that it can be shown as it stood at any moment. */
export type EntryReplayed = { id: string; place: number; kind: string; texts: Array<TextReplayed>; judged: Array<StandingReplayed>; pins: Array<PinReplayed>; by: string };

export type EntryShown = { id: string; kind: string; text: string; standing: string; pins: number; changed_at: number | null };

/** A hypothesis or a note, with all that was held of it, oldest first. `state` is the last of that. `by` is who wrote it,
 * where several write in one notebook.
 */
export type EntryView = { id: string; place: number; kind: string; text: string; state: string; written: number; written_into: number | null; changed: number; changed_into: number | null; judged: Array<JudgementView>; pins: Array<KeptView>; by: string };

export type ErasedBefore = { interviews: Array<string> };

/** By interview, when. */
export type ErasedView = { erased: Record<string, number> };

export type EvidenceView = { interview: string; scenarios: Array<ScenarioEvidence> };

export type Execution = { time: number; duration_ms: number; plan: string; parameters: string; trace_id: string; span_id: string };

export type Exemplar = { time: number; value: number; trace_id: string; span_id: string; labels: Record<string, string>; root_name: string; duration_ns: number; error: boolean };

export type Exemplars = { exemplars: Array<Exemplar>; took_ms: number };

export type ExemplarsQuestion = { expression: string; start: number; end: number; limit?: number };

export type Expected = { level: Level; title: string; lines: Array<string> };

export type Facet = { field: string; type: string; distinct: number; total: number; values: Array<FacetValue> };

/** The most frequent values of fields among what a search finds.
 *
 * `fields` are asked for by name; empty asks for the fields worth showing first. `find` keeps fields and
 * values that contain it. Chosen values of the search do not narrow their own facet.
 */
export type FacetQuestion = { query?: string; start: number; end: number; fields?: Array<string>; find?: string; values?: number };

export type FacetValue = { value: string | number | boolean; total: number; chosen: boolean };

export type Facets = { facets: Array<Facet>; others: Array<string>; took_ms: number };

export type Fact = { name: string; value: string };

/** A figure of how the work went, in words, and what it means. `by` is whose, empty of who was alone. */
export type FactTold = { name: string; value: string; meaning: string; by: string };

/** How the candidate worked on a scenario, in figures: a description, and no score. None where the record does not tell.
 *
 * Times are seconds. `thrash` is switches a minute after less than five seconds in a tool without a question;
 * `specificity` the share of queries with a filter, `redundancy` that of repeated ones; `before_queries` hypotheses
 * that were written before a query they are pinned to. `reached` and `steps` are for who may know the path.
 */
export type FactsReplayed = { scenario: number; title: string; worked: number; first_tools: Array<string>; symptom_dwell: number | null; first_query: number | null; queries: number; specificity: number | null; redundancy: number | null; thrash: number; thrash_at_worst: number; carried: Array<CarriedReplayed>; hypotheses: number; before_queries: number; pins: number; reached: number | null; steps: number | null };

/** Calls over time, of all there are, and how many of them failed. */
export type FailingCalls = { start: number; step_ms: number; total: Array<number>; failed: Array<number>; took_ms: number };

export type FailingQuestion = { start: number; end: number; points?: number };

/** An interview's mean points a scenario, and what they would be from raters of middle severity. */
export type FairView = { interview: string; mean: number; fair: number };

export type FeedbackDraft = { text: string };

/** What an object refers to, in the order of the file's edges; of the root, what it holds. */
export type FieldsQuestion = { snapshot: string; id?: number | null; limit?: number; offset?: number };

/** `colour` is green, amber or red; `do` what helps, empty where nothing is to be done. */
export type FindingView = { part: string; colour: string; says: string; do: string };

/** For a level: what of its expectations is not met, in words. `beyond` is what speaks for more and is not needed. */
export type Fit = { level: Level; title: string; meets: boolean; exceeds: boolean; unmet: Array<string>; beyond: Array<string> };

export type Flag = { id: string; colour: Colour; text: string };

/** The newest first. */
export type GalleryShown = { clips: Array<ClipShown> };

/** One that has not ended and may be joined. */
export type GameDay = { id: string; by: string; state: string; created: number; members: Array<string>; scenarios: Array<string>; joined: boolean };

export type GivenAccommodations = { time?: number; hidden_timer?: boolean; high_contrast?: boolean };

/** By an admin. */
export type GivenPassword = { password: string };

export type GivenPolicy = { web?: boolean; assistants?: string; people?: boolean };

export type GivenShown = { no: number; at: number | null; time: number; aloud: boolean; reason: string; moot: boolean };

/** All calls of the incident, with their figures between `start` and `end` and, when given, in a stretch before.
 *
 * `find` marks what matches and `hide` takes it away: `errors > 5% or p95 > 500ms`, `rate < 0.5`, `name ~ hooks`,
 * `kind:database`, `change:new`. Both ask about `start` to `end`; a name is also that of the other end of a call.
 */
export type GraphQuestion = { start: number; end: number; before_start?: number | null; before_end?: number | null; find?: string; hide?: string };

/** `total` counts the objects, all of which were looked at; `ways` in how many they are held by shortest paths.
 *
 * Those of one group may be held in other ways of the same length as well: its `also` has the first of these.
 */
export type Groups = { groups: Array<PathGroup>; total: number; limits: Array<string>; ways: number; took_ms: number };

/** The objects of a class by the way they are held; with `since`, those new since that snapshot. */
export type GroupsQuestion = { snapshot: string; key: string; since?: string; limit?: number };

export type Growth = { rows: Array<GrowthRow>; names: Array<string>; total: number; took_ms: number };

/** Classes over all snapshots of a pod. `sort` is name, count, shallow or retained: by how much they grew in it. */
export type GrowthQuestion = { pod: string; find?: string; sort?: string; descending?: boolean; limit?: number; offset?: number };

/** A class over snapshots in the order of time; `steady` says that its count grew from each to the next. */
export type GrowthRow = { key: string; name: string; at: string; counts: Array<number>; shallow_bytes: Array<number>; retained_bytes: Array<number>; steady: boolean };

export type HappenedView = { time: string; what: string; who: string; reason: string };

/** A deploy, a configuration or flag change, an alert, a restart or a note. */
export type Happening = { time: number; kind: string; service: string; title: string; attributes: Record<string, string> };

export type HeapStatistics = { total_bytes: number; native_bytes: number; v8_bytes: number; shares: Array<rounds__heapsnapshot__answers__Share>; took_ms: number };

export type HeldBy = { path: Path; took_ms: number };

export type HerringShown = { looks_like: string; refuted_by: string; shown_by: Array<ProofShown> };

/** A hint that was given, and whether it was not needed and does not count. */
export type HintCounted = { seconds: number; at: number; level: number; text: string; aloud: boolean; moot: boolean };

/** A hint of the scenario that runs, by its place from 0. `standing` is "taken", "offered" (its minute has come), "later"
 * or "order" (one before it comes first). `wait` is how long until its minute; `text` is there once it was taken.
 */
export type HintOffered = { place: number; level: number; minute: number; standing: string; wait: number; text: string; taken: number | null; by: string };

/** `minute` of the work before which it is not offered. */
export type HintShown = { minute: number; level: number; text: string };

/** `minute` is when it is offered; `at` when it was taken, into the work. `load` is what it counts, none where what it
 * leads to was there already.
 */
export type HintTaken = { place: number; level: number; text: string; minute: number; at: number; by: string; early: boolean; moot: boolean; load: number };

/** The hint at a place of the ladder, from 0. Before its minute with the reason that it is asked for early. */
export type HintWanted = { command?: string; scenario?: number | null; place: number; reason?: "" | "asked early" };

/** How somebody leads, or with an empty `lead` all together: over so many `hints` and `scenarios`.
 *
 * `kept` is the share of hints as the ladder has them; `early`, `moot` and `busy` say how many were before their minute,
 * not needed, and into somebody's thinking. `load` is that of hints a scenario, `more` what is beyond what all give for
 * the same progress, `beyond` the points that are, after as many hints.
 */
export type HintingView = { lead: string; name: string; you: boolean; kept: IntervalView; early: number; moot: number; busy: number; load: IntervalView; more: IntervalView; beyond: IntervalView };

/** Lines by level in equal steps. `levels` has one list a level that occurs, each as long as the others. */
export type Histogram = { start: number; step_ms: number; levels: Record<string, Array<number>>; took_ms: number };

export type HistogramQuestion = { query?: string; start: number; end: number; buckets?: number };

/** `standing` is the last that was held of it: open, supported, refuted or cause. */
export type HypothesisTold = { text: string; by: string; at: number; standing: string; judged: number | null; pins: number };

/** `now` is where the frozen clock of the incident stands; the window ends there. */
export type Incident = { title: string; start: number; now: number; metric_step_ms: number; services: Array<string>; events: Array<Happening>; shares: Array<rounds__tools__incident__Share>; spans: number; log_lines: number; metric_series: number; took_ms: number };

/** `name` is empty until it is installed, `scenario` for one that was recorded here. `trouble` says why it cannot be. */
export type IncidentRow = { name: string; title: string; scenario: string; version: string; seed: number; state: Preparation; progress: number; doing: string; trouble: string };

/** With no value where the targets are too few to show one, or the ratings cannot tell. */
export type IntervalView = { value: number | null; low: number | null; high: number | null; n: number };

export type InterviewRow = { id: string; candidate: string; interviewer: string; created: string; starts: string | null; questions: number; scenarios: Array<PinView> };

/** `now` is the server's clock, `pause` since when the hour stands still, `browser` "admitted" or "waiting", `delivered`
 * what the interviewer sent in the scenario that runs, `presented` the address that the lead shows.
 */
export type InterviewView = { id: string; kind: Kind; state: State; now: number; candidate: string; interviewer: string; position: string; starts: string | null; zone: string; policy: PolicyView; accommodations: AccommodationsView; call: string; plan: Array<SegmentView>; phase: PhaseView | null; phases: Array<PlannedPhase>; pause: number | null; delivered: Array<DeliveredView>; requests: Array<RequestView>; presenting: boolean; presented: string | null; browser: string; scenarios: Array<ScenarioCard> };

export type InterviewerView = { id: string; name: string; duties: Array<Duty> };

/** `item` names it in the record, `spread` is how far raters are apart, in points. */
export type Item = { item: string; kind: string; title: string; spread: number; by: Array<Opinion> };

/** Of a scenario or of one variant of it: no figure below ten interviews. `seconds` to the root cause; `faster` is
 * the share of them lost with each interview.
 */
export type ItemView = { n: number; points: IntervalView; spread: number | null; discrimination: IntervalView; seconds: IntervalView; faster: IntervalView; advice: Array<string> };

export type JudgementView = { state: string; time: number; into: number | null };

/** `region` is empty where the organisation's own holds. `until` is the day on which it is erased, `least` until when it
 * must be kept whoever asks. `why_not` says why it cannot be erased now, `missing` how many cards are not handed in.
 */
export type KeepingView = { region: string; usual: PackView; packs: Array<PackView>; last: number; until: number; soon: boolean; least: number | null; held: boolean; hold: string; may_hold: boolean; may_erase: boolean; why_not: string; anonymised: number | null; claims: Array<ClaimView>; released: boolean; may_release: boolean; missing: number; consents: Record<string, boolean> };

/** A pinned view: its address, what it is in words, a value, and what of the view is meant. `place` counts the pins
 * from 1; `into` is how far into the scenario it was pinned, null where there is no clock. `by` is who pinned it, where
 * several write in one notebook.
 */
export type KeptView = { id: string; place: number; time: number; into: number | null; address: string; title: string; line: string; entry: string; against: boolean; value: string; mark: Record<string, string>; by: string };

export type Kind = "live" | "practice" | "rehearsal" | "drill";

export type Label = { name: string; distinct: number; values: Array<LabelValue> };

export type LabelValue = { value: string; series: number };

export type Labels = { metric: string; labels: Array<Label>; took_ms: number };

export type LeakSuspects = { suspects: Array<Suspect>; took_ms: number };

export type LetterView = { subject: string; plain: string; html: string };

export type Level = "junior" | "mid" | "senior" | "staff";

export type Line = { no: number; time: number; level: string; service: string; body: string; trace_id: string; span_id: string; fields: Record<string, string | number | boolean>; sample_rate: number };

export type LineDetails = { line: Line; severity_number: number; scope: string; resource: Record<string, string | number | boolean>; related: Array<Related>; took_ms: number };

export type LineShown = { id: string; phase: number; manner: string; text: string; said: boolean; topic: number | null };

/** Newest first. */
export type Lines = { lines: Array<Line>; rows: number; total: number; took_ms: number };

/** A page of lines. `before` and `after` are numbers of lines (`Line.no`) to page from. */
export type LinesQuestion = { query?: string; start: number; end: number; limit?: number; before?: number | null; after?: number | null };

export type Link = { token: string };

export type LinkShown = { text: string; shown_by: Array<ProofShown> };

/** `binds`: it would make this browser the candidate's. The interview and its candidate, for who may see it. */
export type LinkView = { binds: boolean; interview: string; candidate: string };

export type Load = { start: number; step_ms: number; points: number; layers: Array<LoadLayer>; sessions: number; processors: number | null; took_ms: number };

export type LoadLayer = { key: string; name: string; values: Array<number>; mean: number };

/** Load over time by `by`: wait, statement, user or application; at most `buckets` steps. */
export type LoadQuestion = { database: string; by?: string; start: number; end: number; buckets?: number };

/** `state` is waiting, sent, bounced, failed or later; `at` when that was or will be. `again` says it can be retried. */
export type MailView = { id: string; kind: string; recipient: string; subject: string; state: string; at: string; tries: number; trouble: string; again: boolean };

/** Something that happened. `kind` is question, hint, reveal, exposed, cited, recognised, mitigated, prompt, hypothesis,
 * judged, pin, discussed, presented, note, flag, pause, resumed, extended, skipped, left, returned; `no` is its entry in the record.
 */
export type MarkShown = { at: number; kind: string; text: string; scenario: number | null; no: number | null; detail: string };

/** On the line of time: a "hypothesis", "judged", "pin", "hint", "exposed" or "cited". */
export type MarkTold = { at: number; kind: string; text: string; by: string };

/** Who is signed in, and what they may do in the whole installation; in an interview their seat adds to it.
 *
 * `password` says whether they can sign in with one.
 */
export type MeView = { id: string; name: string; mail: string; duties: Array<Duty>; rights: Array<string>; password: boolean };

/** What a statement did in a stretch. `mean_ms` is None without a call. */
export type Measures = { load: number; calls: number; mean_ms: number | null; rows: number };

/** Who is in it. `here` is whether a page of theirs is open, `address` what it shows, `tool` and `scenario` of which
 * that is; all empty before the first view.
 */
export type MemberShown = { seat: string; name: string; you: boolean; here: boolean; tool: string; scenario: number | null; address: string };

export type Metric = { name: string; type: string; unit: string; help: string; series: number; labels: Array<string> };

/** A second that some card speaks of, and when that was; null where the interview had no such second. */
export type MomentShown = { scenario: number; seconds: number; at: number | null };

/** `by` is "you", "them" or "rounds"; `kind` asked, opened, wrote, judged, pinned, requested, before, told, phase or
 * data. `until` is when a page was left.
 */
export type MomentView = { at: number; by: string; kind: string; what: string; text: string; scenario: number | null; until: number | null };

export type NewActions = { actions: string };

/** `reason` is why the card is another now. */
export type NewAmendment = { command?: string; card: Record<string, unknown>; reason: string };

export type NewAnswer = { what: string; text: string; command?: string };

/** `mail` and `reason` are null from who may not see them: they stay. The places are people's ids. */
export type NewArrangement = { candidate: string; lead: string; scenarios: Array<ChosenView>; plan?: string; zone?: string; starts?: string | null; mail?: string | null; position?: string; level?: Level; call?: string; policy?: GivenPolicy; accommodations?: GivenAccommodations; reason?: string | null; panel?: Array<string>; shadows?: Array<string>; committee?: Array<string>; command?: string };

export type NewAttestation = { scenario: number; version: string; command?: string };

/** `card` is a scorecard as the page has it, of which parts may be missing. `since` is the `changed` that it was
 * written on, 0 where nothing was kept yet; left out, it takes the place of whatever is there.
 */
export type NewCard = { card: Record<string, unknown>; since?: number | null };

export type NewCase = { scenario: string; anchor: string; title: string; text: string };

export type NewClaim = { what: string; text?: string; command?: string };

/** `step` is of the expected path, by its id, or empty. */
export type NewClip = { scenario: number; since: number; until: number; title: string; text?: string; step?: string };

/** `command` names one press of a button, by the page: the same one sent twice is done once. */
export type NewCommand = { command?: string };

export type NewComment = { answers: Record<string, string>; command?: string };

export type NewConsent = { consent: string; given: boolean; command?: string };

export type NewConsents = { consents: Record<string, boolean>; version: string; command?: string };

/** `reason` is why the debrief opens before all cards are in. */
export type NewConvening = { command?: string; reason: string };

/** What stood in a file: its content and its cover as they stand there, and the SHA-256 of the whole file; or the
 * hash of a content alone.
 */
export type NewCopy = { kind?: CopyKind; content?: string; hash?: string; cover?: string; sha256?: string };

export type NewDecision = { command?: string; outcome: string; reason: string };

export type NewDiscussed = { command?: string; scenario: number; topic: number; asked?: boolean; mark?: number | null };

export type NewDismissal = { command?: string; flag: string; scenario?: number };

export type NewDisplay = { choices: Array<string>; command?: string };

/** Without a seed each scenario has a fresh variant. `minutes` are those of each; `team` lets others join. */
export type NewDrill = { scenarios: Array<string>; seed?: number | null; team?: boolean; minutes?: number; command?: string };

export type NewEntrance = { command?: string };

/** A text by an id of the page's. The same id again is another text; an empty one erases it. */
export type NewEntry = { entry: string; kind: string; text: string; command: string };

/** `typed` is the candidate's name. */
export type NewErasure = { typed: string };

/** With `of` it is taken back. */
export type NewFlag = { command?: string; flag: string; scenario?: number; support?: string; of?: number | null };

/** `reason` is why it is given early, out of order or though not needed; `hold` that the key was held down. */
export type NewHint = { command?: string; scenario: number; hint: number; aloud?: boolean; reason?: string; hold?: boolean };

/** Without a reason it is held no longer. */
export type NewHold = { reason: string };

/** A scenario to install; without a seed the usual one. */
export type NewIncident = { scenario: string; seed?: number | null };

/** Without `send` it is given back to be copied. */
export type NewInvitation = { subject: string; text: string; send?: boolean; command?: string };

export type NewJudgement = { entry: string; state: string; command: string };

export type NewLead = { command?: string; to: string };

export type NewLetter = { subject: string; text: string };

export type NewLine = { command?: string; line: string; said?: boolean };

/** Without a phase for the present one; below zero fewer. */
export type NewMinutes = { command?: string; minutes: number; phase?: number | null };

export type NewMitigation = { command?: string; scenario: number; proposed?: boolean };

export type NewNeed = { text: string; command?: string };

/** With `of` another text for that note; empty to erase it. */
export type NewNote = { command?: string; text: string; criteria?: Array<string>; of?: number | null };

/** By a one-time link. */
export type NewPassword = { token: string; password: string };

export type NewPerson = { name: string; mail: string; duties: Array<Duty> };

/** Without a phase the next one that is to come. */
export type NewPhase = { command?: string; phase?: number | null };

/** A view by an id of the page's. The same id again files it elsewhere, or says something else of it. */
export type NewPin = { pin: string; address: string; title: string; line?: string; entry?: string; against?: boolean; value?: string; mark?: Record<string, string>; command: string };

/** `was` is the name it had before. */
export type NewPlan = { name: string; slot?: number; segments: Array<NewSegment>; was?: string };

export type NewPresenting = { command?: string; on: boolean };

export type NewPrompt = { command?: string; phrase: string };

export type NewRater = { person: string };

/** A scorecard as `scorecard.Scorecard` has it; every part may be missing. `since` is when what it was written on was
 * kept, 0 for never: without it whatever was there is written over.
 */
export type NewRating = { card: Record<string, unknown>; since?: number | null };

export type NewRecognition = { command?: string; scenario: number; step: string; recognised?: boolean };

export type NewRecording = { name: string };

export type NewRegion = { region: string };

export type NewRehearsal = { command?: string };

export type NewRelease = { command?: string };

export type NewRemark = { text: string };

/** `at` is the second it is on, milliseconds since 1970. */
export type NewReplayNote = { command?: string; text: string; criteria?: Array<string>; of?: number | null; at: number };

/** What the candidate asks their interviewer for, with a word. */
export type NewRequest = { command?: string; what: Wish; text?: string };

export type NewRetention = { region: string; days: Record<string, number>; audit: number };

/** Of a hint that was left for the discussion, or without one the cause. */
export type NewReveal = { command?: string; scenario: number; hint?: number | null };

export type NewRuling = { ruling: string };

/** What one gives oneself for a scenario, 0 to 3, and criteria in half steps, those that one says something to. */
export type NewScore = { scenario: number; points: number; criteria?: Record<string, number>; text?: string };

/** Without a seed the one after the present one. */
export type NewSeed = { command?: string; reason: string; scenario: number; seed?: number | null };

/** `worked` for a scenario: its minutes are those of the work. Scenarios are numbered in their order. */
export type NewSegment = { title: string; minutes: number; discussion?: number; worked?: boolean };

/** What was said about an item; empty takes it back. */
export type NewSettlement = { command?: string; item: string; text: string };

/** Without a day they read it no longer. */
export type NewShare = { command?: string; person: string; until?: string | null };

export type NewSharing = { command?: string; on: boolean };

export type NewSkip = { command?: string; reason: string; scenario: number };

/** Without a stop the tour starts over. */
export type NewStop = { stop: string; skipped?: boolean; command?: string };

export type NewTime = { starts: string; reason: string; command?: string };

export type NewUndo = { command?: string; no: number };

export type NewWords = { title: string; text?: string };

export type NewlyErased = { interviews: Array<string> };

/** Someone who calls or is called. Its figures are of the calls it gets; of those it makes, if it gets none.
 *
 * `id` is its name, or for hosts drawn as one names who calls them. `hosts` are their names, the busiest first.
 * `group` is what this host would be drawn with if it had not changed or failed: it stands beside it.
 */
export type Node = { id: string; name: string; kind: string; hosts: Array<string>; group: string; sends: boolean; before: Traffic | null; during: Traffic; changes: Array<string>; found: boolean; hidden: boolean };

/** `address` is what the candidate's page showed in that second. */
export type NoteShown = { no: number; time: number; at: number | null; scenario: number; text: string; criteria: Array<string>; edited: boolean; address: string };

export type NotebookReplayed = { scenario: number; title: string; entries: Array<EntryReplayed>; loose: Array<PinReplayed> };

/** Of one scenario. `loose` are pins under no entry. `why` says why it cannot be written in now: "discussion",
 * "paused" or "closed"; empty where it can.
 */
export type NotebookView = { scenario: number; title: string; open: boolean; why: string; entries: Array<EntryView>; loose: Array<KeptView> };

/** A command without anything to say. */
export type Nothing = {  };

/** `facts` are what its edges say of it in words: context, shared, __proto__, the length of a text. */
export type ObjectDetails = { thing: Thing; facts: Array<Fact>; took_ms: number };

export type ObjectQuestion = { snapshot: string; id: number };

/** `total` counts the whole list, of which these are a part. `of` is the object that was asked about, if one was. */
export type Objects = { things: Array<Thing>; total: number; of: Thing | null; took_ms: number };

/** The objects of a class. `sort` is retained, shallow, distance, id or name. */
export type ObjectsQuestion = { snapshot: string; key: string; keep?: string; since?: string; sort?: string; descending?: boolean; limit?: number; offset?: number };

/** `leniency` is shrunk; its interval is that of the plain mean. `flagged` where it is worth a talk. */
export type OfRaterView = { rater: string; name: string; you: boolean; n: number; leniency: IntervalView; flagged: boolean; centrality: number | null; halo: IntervalView; contrast: IntervalView; drift: DriftView; severity: PlacedView | null };

/** `is_public`: its solution is in the package, for practice. `seed` is a bundle's own; null where any can be built. */
export type OfferedView = { name: string; version: string; title: string; is_public: boolean; seed: number | null };

/** `scenario` is the one that runs on the page: where a colleague went on meanwhile, nothing is done. */
export type OnwardsWanted = { command?: string; scenario?: number | null };

/** What one rater said of an item: a value, and what they wrote to it. */
export type Opinion = { seat: string; rater: string; value: string; text: string };

/** Another's: its standing alone until it is for the reader's eyes, and then the whole with notes and flags. */
export type OtherCard = { rater: CardRater; standing: string; submitted: number | null; card: Scorecard | null; verdict: Verdict | null; notes: Array<NoteShown> | null; flags: Array<RaisedShown> | null; versions: Array<VersionShown> | null };

export type OtherShown = { seat: string; name: string; role: string; read: Array<number> };

/** `until` is when it is erased at the latest, null where it must be kept for longer; `told` whether what others wrote
 * is in the copy, `soon` when it will be where that is known. `withdrawable` are the consents that can be taken back.
 */
export type OwnDataView = { state: State; practice: boolean; until: number | null; region: PackView; consents: Record<string, boolean>; withdrawable: Array<string>; claims: Array<ClaimView>; claimable: Array<string>; told: boolean; soon: number | null };

/** `least` and `most` are what the law of a region wants, in days; `basis` says where that stands. */
export type PackView = { region: string; title: string; days: number; least: number; most: number; basis: string };

export type Packet = { format: string; about: PacketAbout; result: PacketResult; raters: Array<PacketRater>; scenarios: Array<PacketScenario>; wrap_up: Array<PacketTopic>; criteria: Array<PacketCriterion>; signals: Array<PacketSignal>; flags: Array<PacketFlag>; feedback: Array<PacketFeedback>; notes: Array<PacketNote>; debrief: PacketDebrief; decision: PacketDecision | null; basis: PacketBasis; people_scored: string };

/** `candidate` is a pseudonym where `blind`; `minutes` is what the hour took. */
export type PacketAbout = { id: string; candidate: string; blind: boolean; position: string; level: string; began: string; ended: string; minutes: number };

/** Over each pair of raters and each scenario that both scored: how many got the same points, and how many points that
 * were at most one apart.
 */
export type PacketAgreement = { exact: number; within: number; of: number };

/** What this rests on. */
export type PacketBasis = { plan: string; rubric: string; rules: string; accepted: string; adjustments: string; anchors: Array<[number, string]>; thresholds: Array<string> };

export type PacketChange = { what: string; before: string; after: string };

/** What became of a copy. `version` is None where the record never had this content; `current` whether it still has.
 *
 * `whole` is whether the file is as Rounds writes it, None where there was none to look at; `logged` whether the log says
 * that this person took a copy of it then, None where it has no cover. `differences` are against
 * the content of today, or of that version where it is known.
 */
export type PacketChecked = { hash: string; version: number | null; of: number; at: number | null; current: boolean; after: string; whole: boolean | null; logged: boolean | null; taker: string; taken: string; differences: Array<PacketDifference>; said: string };

export type PacketCited = { scenario: number; seconds: number; at: number | null; text: string };

export type PacketCriterion = { id: string; title: string; weight: number; questions: Array<string>; scale: Array<string>; by: Array<PacketRating>; mean: number | null };

/** `convened` is why it opened before all cards were in. */
export type PacketDebrief = { convened: string; items: Array<PacketSettled> };

export type PacketDecision = { outcome: string; reason: string; by: string; made: string };

/** `where` is a path as in scenarios.1.scores.0.points; what stands here and what there, in short. */
export type PacketDifference = { where: string; here: string; there: string };

export type PacketFact = { what: string; value: string };

export type PacketFeedback = { rater: string; paragraphs: Array<Array<PacketPiece>> };

/** `count` of `of` raters raised it, second ratings left out. */
export type PacketFlag = { id: string; colour: string; text: string; count: number; of: number; by: Array<PacketRaised> };

/** Word for word. `place` is the minute of the guide's ladder that it belongs to. */
export type PacketHint = { place: number; level: number; seconds: number; at: number; text: string; aloud: boolean; moot: boolean; reason: string; quiet: number };

export type PacketKind = "html" | "pdf";

export type PacketLevel = { level: string; title: string; chosen: boolean; meets: boolean; exceeds: boolean; unmet: Array<string>; beyond: Array<string> };

export type PacketLook = { at: number; name: string; what: string; detail: string };

/** Whose card is not in. */
export type PacketMissing = { name: string; standing: string };

/** Something that happened. `kind` is as in the replay, or "discussion". */
export type PacketMoment = { seconds: number; at: number; kind: string; text: string; detail: string };

export type PacketNote = { rater: string; scenario: number; seconds: number | null; at: number; text: string; criteria: Array<string>; afterwards: boolean };

export type PacketPerson = { id: string; name: string };

/** Of a paragraph: words, or a second of the interview that opens the replay. */
export type PacketPiece = { text: string; at: number | null; scenario: number | null; seconds: number | null };

/** 0 to 3; `percent` of 3; `observed` is the weight of the criteria that were observed, of 1. */
export type PacketProcess = { points: number; percent: number; observed: number; valid: boolean };

export type PacketRaised = { rater: string; scenario: number; seconds: number; at: number | null; text: string };

/** By a letter. `second` is a second rating, from the replay: it stands beside the others and in no mean. */
export type PacketRater = { letter: string; name: string; role: string; second: boolean; outcome: number | null; word: string; process: number | null; changed: boolean; versions: Array<PacketVersion> };

/** By a rater: the mean over the scenarios, each of them (0: the interview), or nothing where it was not observed. */
export type PacketRating = { rater: string; points: number | null; each: Array<[number, number | null]> };

export type PacketReached = { seconds: number; at: number; note: string };

/** `by` is place, share or rating, of who was asked to rate once more; `until` is None where no day was said; `last` is when they last read it. */
export type PacketReader = { person: string; name: string; role: string; by: string; until: number | null; open: boolean; last: number | null };

/** `looks` are for who may share it, the newest first; `people` are those it could be shared with. */
export type PacketReaders = { readers: Array<PacketReader>; looks: Array<PacketLook>; people: Array<PacketPerson> };

/** Side by side and never merged: the outcome with its standard error, the guide's word, the process, the level.
 *
 * The error is a prior, or of so many `targets`: scenarios that several raters of this installation scored.
 *
 * Without an outcome nothing was scored: every scenario was left out.
 */
export type PacketResult = { outcome: number | null; of: number; word: string; sem: number; borderline: boolean; prior: boolean; targets: number; process: PacketProcess | null; levels: Array<PacketLevel>; agreement: PacketAgreement | null; warnings: Array<string> };

/** `work`, `worked` and `whole` in seconds: what was planned, what the work took, and work with discussion. */
export type PacketScenario = { number: number; title: string; scenario: string; version: string; seed: number; began: boolean; skipped: string; work: number; worked: number; whole: number; scores: Array<PacketScore>; mean: number | null; hint_load: number; reached: number; needed: number; cause: number | null; cause_at: number | null; steps: Array<PacketStep>; hints: Array<PacketHint>; tools: Array<PacketStay>; mitigated: number | null; topics: Array<PacketTopic>; moments: Array<PacketMoment>; facts: Array<PacketFact> };

/** `anchor` is the guide's sentence for these points; `ceiling` what the hints would allow, as advice. */
export type PacketScore = { rater: string; points: number | null; anchor: string; cause: number | null; cause_at: number | null; explained: boolean; solution: string; ceiling: number | null; ceiling_why: string; reason: string; cited: Array<PacketCited> };

export type PacketSeen = { rater: string; seen: string; text: string };

/** An item of the debrief's agenda, with what was said of it. */
export type PacketSettled = { title: string; spread: string; text: string };

export type PacketSignal = { id: string; title: string; by: Array<PacketSeen> };

export type PacketStay = { tool: string; since: number; until: number };

/** A step of the expected path: a query returned it, the candidate pinned or wrote it, the lead recognised it. */
export type PacketStep = { no: number; text: string; bonus: boolean; exposed: PacketReached | null; cited: PacketReached | null; recognised: PacketReached | null };

/** A question of the discussion. What was not asked is no failure; `mark` is the lead's, 0 to 3. */
export type PacketTopic = { text: string; core: boolean; asked: boolean; mark: number | null };

/** `after_seeing` names whose cards its author may have read before: then it was rated, and from the second
 * version on changed, after seeing others.
 */
export type PacketVersion = { version: number; submitted: string; reason: string; after_seeing: Array<string>; changes: Array<PacketChange> };

/** `state` is "open", or "waiting" with why and whose cards are missing. `hash` is that of the content as a file holds
 * it; `until` is when the reader's access ends, milliseconds since 1970.
 */
export type PacketView = { id: string; candidate: string; position: string; level: string; ended: number | null; state: string; why: string; counted: number; submitted: number; missing: Array<PacketMissing>; packet: Packet | null; hash: string; version: number; until: number | null; may_share: boolean; may_decide: boolean; may_replay: boolean };

export type PairView = { one: string; other: string; kappa: IntervalView };

export type Part = "introduction" | "work" | "discussion" | "wrap_up";

/** `why`: usual (no errors, a duration nearest to the median of those), slowest, failed (the newest). */
export type Partner = { why: string; trace_id: string; start: number; duration_ns: number; spans: number; errors: number };

/** Other traces with the same root. `median_ns` is that of those without errors, or of all if none is. */
export type Partners = { root_service: string; root_name: string; traces: number; clean: number; median_ns: number; partners: Array<Partner>; took_ms: number };

/** What a trace is worth comparing with. */
export type PartnersQuestion = { trace_id: string };

/** Of one's own. */
export type PasswordChange = { current: string; password: string };

export type PasswordLink = { token: string };

/** An address with which they set their password, once, until then. */
export type PasswordLinkView = { url: string; until: string };

/** From an object up to a root: `steps[0]` is the object, each later step holds the one before by its `edge`.
 *
 * Empty when nothing holds it but what is ignored, or weakly.
 */
export type Path = { steps: Array<Thing> };

/** Calls of one trace between two names; the caller is empty for those from outside.
 *
 * `total_ns` adds up their durations, `self_ns` and `critical_ns` what the one called spent on them itself.
 */
export type PathCall = { caller: string; callee: string; calls: number; failed: number; total_ns: number; self_ns: number; critical_ns: number };

/** Objects of a class that are held in the same way: by the same classes, by the same names; indices count as one. */
export type PathGroup = { path: Array<string>; count: number; shallow_bytes: number; retained_bytes: number; example: number; also: Array<Array<string>>; also_total: number };

/** Someone in a trace, under the name that the graph's calls have for it.
 *
 * Times are nanoseconds. `self_ns` is that of its spans which none of their children covers, `critical_ns` what of
 * the trace's critical path runs there. What sends no spans has those of the spans that call it.
 */
export type PathNode = { name: string; kind: string; spans: number; errors: number; self_ns: number; critical_ns: number };

/** The spans that one of the two traces has on a path. */
export type PathPart = { spans: number; errors: number; total_ns: number; self_ns: number; critical_ns: number; extent_ns: number; longest_ns: number; first_ns: number };

/** A shortest way by which an object is held that passes none of the ignored ones. */
export type PathQuestion = { snapshot: string; id: number; ignore?: Array<number> };

/** The spans of one trace on the path in order of start; of more than 500, 500 of them evenly spread. */
export type PathSpans = { total: number; span_id: Array<string>; order: Array<number>; begin_ns: Array<number>; length_ns: Array<number>; failed: Array<boolean> };

export type PathsQuestion = { snapshot: string; id: number; ignore?: Array<number>; limit?: number };

export type PauseReplayed = { since: number; until: number; reason: string; away: boolean };

export type PauseShown = { since: number; reason: string };

export type PersonAdded = { person: PersonView; link: PasswordLinkView };

/** `active` is false for an account that was closed, `password` for who has not set one. */
export type PersonView = { id: string; name: string; mail: string; duties: Array<Duty>; active: boolean; password: boolean; created: string };

export type PhaseReplayed = { no: number; part: string; title: string; scenario: number | null; since: number; until: number; length: number };

/** `state` is past, now, coming or skipped; `spent` its time without pauses, `at` when it began or will. */
export type PhaseShown = { no: number; part: string; title: string; scenario: number | null; length: number; spent: number; at: number | null; state: string };

/** `elapsed_ms` is without pauses, by the server's clock at the interview's `now`; it runs on while `running`. */
export type PhaseView = { no: number; part: Part; title: string; scenario: number | null; length_ms: number; elapsed_ms: number; running: boolean };

export type PhraseShown = { id: string; text: string; count: number };

/** A page from and to, milliseconds since the clip begins. */
export type PieceShown = { since: number; until: number; page: string };

export type PinReplayed = { at: number; title: string; line: string; address: string; against: boolean; value: string; by: string };

export type PinTakenBack = { pin: string; command: string };

export type PinView = { number: number; scenario: string; version: string; seed: number; title: string; incident: string; state: Preparation; progress: number };

/** In logits: 0 is the mean of its facet. `infit` is 1 where ratings vary as the model says. */
export type PlacedView = { name: string; logits: number; error: number; infit: number; fits: boolean; n: number };

export type PlanComparison = { before: PlanTree; after: PlanTree; pairs: Array<PlanPair>; took_ms: number };

/** A step of a plan. Times, rows and blocks are of all its loops together; `self` is without what is below it. */
export type PlanNode = { parent: number; depth: number; kind: string; on: string; detail: string; total_ms: number | null; self_ms: number | null; share: number; rows: number | null; rows_planned: number; estimate: number | null; under: boolean; loops: number; cost: number; self_cost: number; blocks_hit: number; blocks_read: number; temp_blocks: number; warnings: Array<string>; fields: Record<string, string> };

/** A node of one plan beside its counterpart of the other; -1 where there is none. */
export type PlanPair = { depth: number; before: number; after: number; what: string };

export type PlanTree = { id: string; first_seen: number; last_seen: number; executions: number; mean_ms: number | null; planning_ms: number | null; execution_ms: number | null; nodes: Array<PlanNode>; text: string; problem: string };

/** `own` is one that somebody made. `fit` is "65 of 60 minutes", `concerns` what to know before it is used, `said` the
 * sentences that candidates read and hear of it.
 */
export type PlanView = { name: string; own: boolean; slot: number; length: number; over: number; scenarios: number; segments: Array<SegmentView>; fit: string; concerns: Array<string>; said: Array<string> };

/** `state` is past, now, coming, or skipped. */
export type PlannedPhase = { no: number; part: Part; title: string; scenario: number | null; length_ms: number; state: string };

export type Plans = { id: string; plans: Array<PlanTree>; took_ms: number };

/** The plans of a statement, as trees. */
export type PlansQuestion = { id: string };

export type PlansView = { plans: Array<PlanView>; usual: string };

export type Point = { time: number; duration_ns: number; error: boolean; trace_id: string; span_id: string };

export type PolicyView = { web: boolean; assistants: string; people: boolean };

/** A service's connections, all its pods together. */
export type Pool = { service: string; pods: number; size: number | null; used: Array<number | null>; pending: Array<number | null>; timeouts: number };

export type Pools = { start: number; step_ms: number; pools: Array<Pool>; without: Array<string>; took_ms: number };

/** Connection pools of the clients, by service, where metrics tell of them. */
export type PoolsQuestion = { start: number; end: number; buckets?: number };

/** A scenario to practise with. `tried` are the variants of one's own runs by their seeds, oldest first; `minutes` is
 * the usual time of work.
 */
export type PractiseOffered = { name: string; title: string; version: string; minutes: number; tried: Array<number> };

/** What a check of the installation found before an interview. */
export type PreflightView = { time: string; colour: string; findings: Array<FindingView> };

export type Preparation = "ready" | "preparing" | "locked";

export type PreparationScenario = { number: number; title: string; scenario: string; version: string; incident: string; read: boolean; start: string; solution: SolutionShown | null; hints: Array<HintShown>; questions: Array<QuestionShown> };

/** `reads` says that the viewer may say what they have read, and rehearse. */
export type PreparationView = { id: string; kind: Kind; state: State; candidate: string; position: string; level: Level; starts: string | null; zone: string; reads: boolean; scenarios: Array<PreparationScenario>; readers: Array<ReaderView>; checks: Array<FindingView>; rubric: Rubric; ruled: Array<ScenarioRulings>; expected: Array<string> };

/** `command` names one press of a button, so that the same one sent twice is done once. */
export type Pressed = { command?: string };

/** `points` of 3 is Σ w r / Σ w over the criteria that were observed, `percent` the same of 100, `observed` how much
 * of the weights that were; below .8 it is not valid, and without any there is none.
 */
export type Process = { points: number | null; percent: number | null; observed: number; valid: boolean; criteria: Record<string, number | null> };

export type Profile = { rows: Array<ProfileRow>; during: number; before: number; took_ms: number };

/** Load of one stretch against a baseline stretch, by `by` as in the load chart. */
export type ProfileQuestion = { database: string; by?: string; start: number; end: number; base_start: number; base_end: number };

export type ProfileRow = { key: string; name: string; during: number; before: number };

/** Of one scenario, oldest run first. `changes` says what is different from the run before, `means` the averages of at
 * least three runs by "last", "share", "load" and "points", each with how many runs it is of.
 */
export type Progress = { name: string; title: string; attempts: Array<Attempt>; changes: Array<string>; means: Record<string, [number, number]> };

/** `address` is the page of the incident that shows it; empty where none does. */
export type ProofShown = { shows: string; address: string };

/** What may be cited: `kind` is exposed, cited, recognised, pin, hypothesis, note, mitigated or hint. */
export type Proposal = { scenario: number; seconds: number; at: number; kind: string; text: string };

/** Of the discussion; a core one is asked first. `answer` is a model answer of the interview's level. */
export type QuestionShown = { text: string; core: boolean; tags: Array<string>; answer: string };

export type QuestionView = { question: string; answer: string };

/** A stretch without anything new: no question that was not asked before, no step, nothing written. */
export type QuietTold = { since: number; until: number };

/** A flag of the guide, confirmed, with the second that it refers to. */
export type Raised = { flag: string; scenario: number; seconds: number; text: string };

export type RaisedShown = { no: number; time: number; at: number | null; flag: string; scenario: number; support: string };

/** PromQL evaluated at `start`, `start` + `step_ms`, … up to `end`. Without a step, about 240 points.
 *
 * At most `limit` series come back: those with the largest values at the end of the range.
 */
export type RangeQuestion = { expression: string; start: number; end: number; step_ms?: number | null; limit?: number };

/** This span among all stored spans of the same service and name. */
export type Rank = { spans: number; slower_than: number; bounds_ns: Array<number>; counts: Array<number> };

export type RaterDone = { person: string; name: string; submitted: number; of: number };

/** One rater's submitted card as figures; `points` by scenario. */
export type RaterJudged = { rater: CardRater; points: Record<string, number>; verdict: Verdict | null; versions: Array<VersionShown> };

/** A criterion in one scenario, or with scenario 0 in the whole interview: 0 to 3 in half steps, or not observed. */
export type Rating = { criterion: string; scenario: number; points: number | null; observed: boolean };

/** When a step was seen or cited: the moment, how far into the work, by whom, and the page of the incident that shows it. */
export type ReachedBy = { time: number; at: number; by: string; address: string; note: string };

/** When a step was reached so far, and the view that shows it: its entry and its page. `seconds` it was seen. */
export type ReachedShown = { time: number; at: number | null; no: number | null; address: string; seconds: number | null; note: string };

export type ReaderView = { name: string; role: Role; scenarios: Array<number> };

/** A question, a view or an act. What was said in it is null once its words are erased; views are the browser's word. */
export type RecordEntry = { no: number; time: string; kind: string; erased: boolean; cause: string; scenario: number | null; incident: string; asked: string; question: Record<string, unknown> | null; digest: Record<string, unknown> | null; page: string; act: string; address: string | null; state: Record<string, unknown> | null; visible_from: number | null; visible_to: number | null };

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

/** `link` is the whole address of the candidate's side, for another tab. */
export type RehearsalView = { id: string; link: string };

/** Where to go on from here, with what is there. */
export type Related = { kind: string; title: string; detail: string; query: string; trace_id: string; span_id: string };

export type Relation = { name: string; kind: string; scans: number; rows_read: number; live_rows: number; dead_rows: number; dead_before: number; bytes: number; bytes_before: number };

export type Relations = { relations: Array<Relation>; took_ms: number };

/** Tables and indexes: what was read of them in the stretch, and how large they are at its end. */
export type RelationsQuestion = { database: string; start: number; end: number };

export type RemarkShown = { at: number; by: string; text: string };

export type RemovedPlan = { name: string };

/** The whole, oldest first. Times are milliseconds since 1970. `quiet` are stretches in which nothing new happened.
 *
 * `described` is whether `facts` are told: who has other conditions than the rest is not described so.
 */
export type ReplayView = { id: string; candidate: string; state: string; began: number; ended: number; phases: Array<PhaseReplayed>; pauses: Array<PauseReplayed>; scenes: Array<SceneShown>; marks: Array<MarkShown>; notebooks: Array<NotebookReplayed>; quiet: Array<[number, number]>; presented: Array<[number, number]>; described: boolean; facts: Array<FactsReplayed>; may_note: boolean };

/** `round` is empty for all that are closed. `scenarios` and `pairs` are for who runs rounds. `halo` is that of all
 * raters on the mean. `targets` are those that at least two besides the reader rated, or all for who runs rounds: the
 * furthest apart first. `fair` is for who runs rounds. `hints` are of all leads together.
 */
export type ReportView = { round: string; agreement: AgreementView; halo: number | null; raters: Array<OfRaterView>; hints: HintingView; leads: Array<HintingView>; pairs: Array<PairView>; scenarios: Array<PlacedView>; targets: Array<TargetView>; fair: Array<FairView> };

export type ReportedCheck = { word: string; text: string };

export type ReportedChecks = { checks: Record<string, ReportedCheck>; command?: string };

/** A page as an address and its typed state; `seq` grows with each of one page. */
export type ReportedShown = { seq: number; address: string; state?: Record<string, string | number | boolean | Array<string> | null> };

/** A page as an address and its typed state, visible from and to by the browser's clock. */
export type ReportedView = { address: string; state?: Record<string, string | number | boolean | Array<string> | null>; visible_from: number; visible_to: number };

export type ReportedViews = { views: Array<ReportedView> };

export type RequestShown = { what: string; text: string; time: number };

/** What the candidate asked the interviewer for: "pause", "time" or "help". */
export type RequestView = { what: string; text: string; time: number };

/** What refers to an object, nearest to the roots first, with distances as they are without the ignored objects. */
export type RetainersQuestion = { snapshot: string; id: number; ignore?: Array<number>; limit?: number; offset?: number };

/** `days` by region; `audit` are days that accesses are kept. */
export type RetentionView = { region: string; days: Record<string, number>; audit: number; audit_least: number; audit_most: number; packs: Array<PackView>; due: Array<DueView>; may_change: boolean };

/** A place in one interview. */
export type Role = "candidate" | "solver" | "lead" | "panel" | "shadow" | "committee" | "rater" | "observer";

/** `interviews` are in an order of the reader's own. `raters` are for who runs rounds. */
export type RoundShown = { name: string; created: number; due: number; late: boolean; closed: number | null; actions: string; interviews: Array<ToRate>; raters: Array<RaterDone> };

/** `next` is the name of this quarter's, `eligible` how many interviews could be chosen for it and 0 once it was begun,
 * `may_run` whether to begin it is the reader's.
 */
export type RoundsShown = { rounds: Array<RoundShown>; eligible: number; next: string; may_run: boolean };

export type Rubric = { version: string; anchors: Array<Anchor>; thresholds: Array<string>; criteria: Array<Criterion>; levels: Array<Expected> };

/** The rubric with what was ruled for each scenario of an interview. */
export type RubricInForce = { version: string; anchors: Array<Anchor>; thresholds: Array<string>; criteria: Array<Criterion>; levels: Array<Expected>; ruled: Array<ScenarioRulings> };

/** What was decided about an edge case of a scenario, by the rubric in force: `anchor` is the part of the rubric, as
 * "points 2" or "criterion cause".
 */
export type RulingShown = { anchor: string; title: string; ruling: string; ruled: number };

/** `first` and `last` are how far into its work the first and the last needed step were seen, null where none was or not
 * all were; `reached` of `steps` needed ones. `load` is that of the hints taken, `points` one's own score.
 */
export type RunOfScenario = { number: number; name: string; title: string; version: string; seed: number; began: number | null; worked: number; length: number; first: number | null; last: number | null; reached: number; steps: number; hints: number; load: number; points: number | null; criteria: Record<string, number>; text: string };

/** `mine`: one began it, and may delete it. Of what has not ended the scenarios tell no steps. */
export type RunShown = { id: string; team: boolean; state: string; created: number; began: number | null; ended: number | null; members: Array<string>; mine: boolean; scenarios: Array<RunOfScenario> };

/** `minute` is milliseconds of the work, `wait` how long until then. */
export type RungShown = { place: number; level: number; text: string; minute: number; standing: string; wait: number; why: string; target: string; given: GivenShown | null };

/** Attributes that differ first, numbers by how much, then texts; then those of a path that only one of the traces
 * has, those that identify, and those that are the same.
 *
 * Of more than 200 spans of a path in a trace, 200 evenly spread ones are looked at for their attributes.
 */
export type SamePath = { path: string; service: string; name: string; above: Array<string>; attributes: Array<ComparedAttribute>; looked_at: number; spans: number; a: PathSpans; b: PathSpans; took_ms: number };

/** One path of two traces by its key, or the one that changed most if the key is empty. */
export type SamePathQuestion = { a: string; b: string; path?: string };

/** `reports` counts those who reported it. Texts other than the title are empty until the scenario is prepared. */
export type ScenarioCard = { number: number; title: string; symptom: string; quote: string; reporter: string; reports: number; state: CardState; progress: number };

/** One scenario with all that belongs to it. `worked` is the time in its work, `began` when that was begun. */
export type ScenarioDesk = { number: number; title: string; incident: string; state: string; began: number | null; worked: number; length: number; steps: Array<StepShown>; hints: Array<RungShown>; load: number; may_reveal: boolean; revealed: number | null; mitigated: number | null; topics: Array<TopicShown>; watch: Array<WatchShown>; tools: Array<StayShown>; queries: number; pins: number; notebook: Array<EntryShown>; suggested: Array<SuggestedShown> };

/** Without steps where the scenario is not prepared yet. */
export type ScenarioEvidence = { number: number; scenario: string; incident: string; steps: Array<StepView> };

export type ScenarioRulings = { number: number; rulings: Array<RulingShown> };

/** What a clip may be of: from and to in milliseconds since 1970, and the steps, for who may know them. */
export type ScenarioToClip = { number: number; title: string; since: number; until: number; steps: Array<StepToTag> };

/** A view from and to, milliseconds since 1970. Of one whose words are erased the address is empty. */
export type SceneShown = { since: number; until: number; page: string; scenario: number | null; address: string };

/** `points` are 0 to 3 by the guide's anchors. `cause` is when the root cause was understood, by the rater's word;
 * `explained` that it was understood after an explanation. `reason` is why the points are above what the hints allow.
 */
export type Score = { scenario: number; points: number | null; cause: number | null; explained: boolean; solution: Solution | null; reason: string; cited: Array<Cited> };

/** `feedback` is paragraphs with an empty line between; `[1, 3:04]` in them points to a second of scenario 1. */
export type Scorecard = { scores: Array<Score>; ratings: Array<Rating>; signals: Array<Signal>; flags: Array<Raised>; feedback: string };

/** How far somebody's card is. `owed` is whether the others wait for it. */
export type ScoringRow = { seat: string; person: string; name: string; role: string; standing: string; due: number | null; submitted: number | null; owed: boolean };

export type SealedRecording = { incident: string };

export type Sealing = { incident?: string };

/** `read` are the scenarios whose solution they have read. */
export type SeatView = { role: Role; person: string; name: string; read: Array<number> };

/** Whether a signal of the level was there; not asked is neither. */
export type Seen = "seen" | "not_seen" | "not_asked";

export type SegmentView = { title: string; minutes: number; discussion: number; scenario: number | null };

export type SentView = { subject: string; plain: string; html: string; calendar: string; queued: boolean };

export type Server = { name: string; sessions: number; sample_ms: number; processors: number | null; statements: number; plans: number; blocked: boolean };

/** `nodes` and `calls` are those of the whole incident, also where the stretches hold no calls.
 *
 * The shape of the picture so depends on the incident alone, but for nodes with a `group`. The stretches are those
 * the figures are of. `left_out` counts nodes beyond 300. `rows` calls are stored of the `total` that there were in
 * both stretches. Traces are stored when they end: from `complete_until` on (milliseconds) long ones are missing,
 * and of a stretch of which that is a tenth it is not said that calls are gone or fewer.
 */
export type ServiceGraph = { nodes: Array<Node>; calls: Array<Call>; start: number; end: number; before_start: number | null; before_end: number | null; found: number; left_out: number; rows: number; total: number; complete_until: number | null; took_ms: number };

/** A waiting browser is let in by the interviewer; until then it is told nothing else. */
export type SessionView = { browser: string };

/** What a page shows: its address and typed state. `seq` grows with each of one page, `at` is when it was told. */
export type ShownView = { address: string; state: Record<string, string | number | boolean | Array<string> | null>; seq: number; at: number };

export type SignIn = { mail: string; password: string };

/** `everywhere` ends it in every browser, and voids every link of theirs. */
export type SignOut = { everywhere?: boolean };

export type Signal = { signal: string; seen: Seen; text: string };

export type SignalShown = { id: string; title: string };

/** `heap_bytes` is the sum of all sizes, as `v8js_memory_heap_used_bytes` counts them.
 *
 * `objects` are the nodes that have a size, as the summary counts them. `nodes` are all that V8 wrote, with its groups
 * of roots, and with the hidden parts and arrays whose sizes count to the one object that owns them, as in DevTools.
 */
export type Snapshot = { name: string; time: number; service: string; pod: string; file_bytes: number; heap_bytes: number; objects: number; nodes: number; edges: number };

/** In the order of time. `suspects` says whether whoever asks may ask for suspects. */
export type Snapshots = { snapshots: Array<Snapshot>; suspects: boolean; took_ms: number };

/** What the candidate proposed: nothing that works, a fix that works, or mitigation, fix and prevention together. */
export type Solution = "none" | "working" | "comprehensive";

/** `chain` is the causal chain, each link with what shows it; `notes` are about the rubric. */
export type SolutionShown = { number: number; scenario: string; version: string; cause: string; chain: Array<LinkShown>; accepted: Array<string>; mitigation: Array<string>; fix: Array<string>; prevention: Array<string>; misconceptions: Array<ClaimShown>; red_herrings: Array<HerringShown>; discussion: Array<AnswerShown>; notes: Array<string>; sources: Array<SourceShown> };

export type SourceShown = { title: string; url: string; told: string };

export type SpanDetails = { trace_id: string; span_id: string; parent_span_id: string; name: string; service: string; kind: string; status: string; status_message: string; scope: string; start: number; duration_ns: number; self_ns: number; attributes: Record<string, string | number | boolean>; resource: Record<string, string | number | boolean>; events: Array<SpanEvent>; links: Array<SpanLink>; linked_from: Array<SpanLink>; logs: Array<Line>; rank: Rank; related: Array<Related>; took_ms: number };

export type SpanEvent = { time: number; name: string; attributes: Record<string, string> };

export type SpanLink = { trace_id: string; span_id: string; attributes: Record<string, string> };

/** Over the whole of what is looked at, in equal steps. */
export type Sparks = { load: Array<number>; calls: Array<number>; mean_ms: Array<number | null>; rows: Array<number> };

export type Spent = { tool: string; time: number };

/** What comes over this channel, by the name of its event. `closed` says why the channel ends. */
export type StaffEvents = { cockpit: CockpitView; view: ShownView; closed: string };

export type StaffInterviewView = { id: string; candidate: string; interviewer: string; created: string; starts: string | null; questions: number; scenarios: Array<PinView>; plan: Array<SegmentView> };

export type StandingReplayed = { at: number; standing: string };

export type State = "scheduled" | "invited" | "ready" | "lobby" | "live" | "paused" | "ended" | "cancelled" | "missed" | "aborted";

export type StatementDetails = { id: string; database: string; query: string; start: number; step_ms: number; points: number; series: StatementSeries; during: Measures; before: Measures; waits: Array<WaitShare>; callers: Array<Caller>; text_field: string; slowest: Array<Execution>; took_ms: number };

/** One statement: over time in `whole_start` … `whole_end`, by callers in a stretch against a baseline. */
export type StatementQuestion = { id: string; start: number; end: number; base_start: number; base_end: number; whole_start: number; whole_end: number; buckets?: number };

export type StatementRow = { id: string; query: string; during: Measures; before: Measures; change: number | null; waits: Array<WaitShare>; sparks: Sparks };

export type StatementSeries = { calls: Array<number>; mean_ms: Array<number | null>; slowest_ms: Array<number | null>; fastest_ms: Array<number | null>; rows: Array<number>; load: Array<number>; blocks_read: Array<number>; temp_bytes: Array<number>; wal_bytes: Array<number> };

export type Statements = { rows: Array<StatementRow>; total: number; load: number; took_ms: number };

/** Statements in a stretch against a baseline. `find` keeps those whose text contains it.
 *
 * `sort`: load, calls, mean, rows, change. Sparklines reach over `whole_start` … `whole_end`.
 */
export type StatementsQuestion = { database: string; start: number; end: number; base_start: number; base_end: number; whole_start: number; whole_end: number; sort?: string; find?: string; limit?: number; offset?: number };

export type StatisticsQuestion = { snapshot: string };

/** How often a call was answered so, in the two stretches. */
export type Status = { status: string; before: number; during: number };

/** In one tool, from and to, both into the scenario. */
export type StayShown = { tool: string; start: number; end: number };

/** In one tool, from and to into the work. */
export type StayTold = { tool: string; since: number; until: number; by: string };

/** A step of the expected path. `expected` is the minute by which its own hint would be offered, as milliseconds into the
 * work, null where no hint leads to it; `shown_by` is what shows it, for who did not see it.
 */
export type StepCompared = { id: string; text: string; bonus: boolean; stated: boolean; expected: number | null; exposed: ReachedBy | null; cited: ReachedBy | null; shown_by: Array<ProofShown> };

export type StepShown = { id: string; text: string; bonus: boolean; stated: boolean; exposed: ReachedShown | null; cited: ReachedShown | null; recognised: ReachedShown | null };

/** A step of the expected path by its place; what it says is empty for who may not know the path. */
export type StepTag = { place: number; of: number; text: string };

export type StepToTag = { id: string; text: string };

/** A step of the expected path, and the entry of the record that shows it was reached.
 *
 * `time` is when it had been on the screen for long enough, `seconds` how long it was there by the browser's word;
 * null where no browser told, as `note` says. `recognised` is since when an interviewer says so; no rule does.
 */
export type StepView = { id: string; text: string; bonus: boolean; stated: boolean; state: string; no: number | null; time: number | null; seconds: number | null; note: string; cited: CitationView | null; recognised: number | null };

export type StopView = { stop: string; state: string };

/** A trace as a picture of its upper levels: stretches in columns, those too short to be seen joined. */
export type Strip = { path: Array<number>; depth: Array<number>; begin_ns: Array<number>; length_ns: Array<number> };

/** What could be typed at `cursor` in a search over `signal` (logs or traces), or in PromQL (metrics). */
export type SuggestQuestion = { signal: string; text: string; cursor: number };

export type SuggestedShown = { flag: string; scenario: number; how: string };

export type Suggestion = { text: string; kind: string; detail: string; start: number; end: number };

export type Suggestions = { suggestions: Array<Suggestion>; took_ms: number };

/** `count`, `shallow_bytes` are of all that was found, not only of these rows. */
export type Summary = { rows: Array<ClassRow>; total: number; count: number; shallow_bytes: number; took_ms: number };

/** `find` keeps classes whose name contains the text, or matches it when written /so/. `sort` is name, count,
 * shallow, retained or distance.
 */
export type SummaryQuestion = { snapshot: string; find?: string; keep?: string; since?: string; sort?: string; descending?: boolean; limit?: number; offset?: number };

/** Something that holds more than its share, and why it is named: what accumulates, and where. */
export type Suspect = { name: string; id: number; count: number; retained_bytes: number; share: number; path: Array<string>; reason: string; where: string; at: string; grown_bytes: number };

/** What holds more than its share; with `base`, judged by what is new since that snapshot. */
export type SuspectsQuestion = { snapshot: string; base?: string };

/** A scenario of an interview, by its pseudonym: how many gave 0, 1, 2 and 3 points, and what the reader did. */
export type TargetView = { interview: string; scenario: string; given: Array<number>; yours: number | null; apart: number };

/** The invitation's words, with `fields` that may stand in them in braces. */
export type TemplateView = { subject: string; text: string; fields: Array<string> };

export type TextReplayed = { at: number; text: string };

/** An object, and in a list of fields or retainers the edge it is reached by. */
export type Thing = { id: number; name: string; class_name: string; class_key: string; type: string; shallow_bytes: number; retained_bytes: number; distance: number | null; at: string; detached: boolean; fields: number; elements: number; edge: string; edge_type: string };

export type TicketView = { time: number; author: string; plan: string; text: string };

export type TimelineView = { moments: Array<MomentView> };

/** An interview of a round as one of its raters sees it. `own` says that they were there, or read what others
 * judged of it, so they do not rate it.
 */
export type ToRate = { interview: string; name: string; level: string; standing: string; own: boolean; repeated: boolean };

/** `ask` says that it is among those to ask first; answers by level are told by the solution document. */
export type TopicShown = { place: number; text: string; tags: Array<string>; core: boolean; asked: boolean; mark: number | null };

/** The skeleton of a trace in columns, in pre-order: a span's descendants follow it.
 *
 * All lists have one entry a span. `service`, `name`, `kind` and `status` point into `texts`. `parent` is the
 * place of the parent, -1 for a root. Times are nanoseconds after `start_ns` (text, since it is larger than
 * a browser's numbers are exact).
 */
export type Trace = { trace_id: string; start: number; start_ns: string; duration_ns: number; texts: Array<string>; span_id: Array<string>; parent: Array<number>; depth: Array<number>; descendants: Array<number>; service: Array<number>; name: Array<number>; kind: Array<number>; status: Array<number>; begin_ns: Array<number>; length_ns: Array<number>; self_ns: Array<number>; critical_ns: Array<number>; orphans: number; sample_rate: number; logs: number; took_ms: number };

/** One trace summed up by who calls whom, made as the graph's calls are: each of these is one of the graph.
 *
 * Nodes have the most self time first; all `self_ns` of them together are the trace's. Counts are of stored spans.
 */
export type TracePath = { trace_id: string; start: number; duration_ns: number; root_service: string; root_name: string; spans: number; errors: number; self_ns: number; nodes: Array<PathNode>; calls: Array<PathCall>; took_ms: number };

/** The way of one trace over the graph. */
export type TracePathQuestion = { trace_id: string };

export type TraceRow = { trace_id: string; start: number; duration_ns: number; root_service: string; root_name: string; spans: number; errors: number; services: Array<string>; matches: number; span_id: string; values: Record<string, string | number | boolean>; sample_rate: number };

export type Traces = { traces: Array<TraceRow>; rows: number; total: number; took_ms: number };

/** Traces with at least one span that matches. Answered from summaries, never by loading spans.
 *
 * `sort`: newest, oldest, longest, shortest, spans, errors. `columns`: attributes of the first matching
 * span to show beside each trace.
 */
export type TracesQuestion = { query?: string; start: number; end: number; sort?: string; limit?: number; offset?: number; columns?: Array<string> };

/** Calls of a stretch. `rows` are stored, `failed_rows` of them failed; `total` is what they stand for.
 *
 * `traces` are those stored which make their first such call there; of several calls together, at least so many.
 * `scatter` is the variance of `total`, as traces come by chance and each with all its calls.
 *
 * `rate` is calls per second, `errors` the share of them that failed. Without calls, shares and latencies are None.
 */
export type Traffic = { rows: number; failed_rows: number; total: number; rate: number; errors: number | null; p50_ns: number | null; p95_ns: number | null; p99_ns: number | null; traces: number; scatter: number };

/** Why something was refused. `start` and `end` are positions in typed text; `id` finds the log line. */
export type Trouble = { kind: string; message: string; field: string; start: number | null; end: number | null; suggestion: string; id: string };

export type TutorialView = { title: string; quote: string; state: Preparation; progress: number; open: boolean; stops: Array<StopView> };

/** Paths in pre-order, siblings by when they began in B, or in A where B has none.
 *
 * Of more than 1,000 paths those are listed whose self time changed most, with what is above them.
 */
export type TwoTraces = { a: ComparedTrace; b: ComparedTrace; paths: Array<AlignedPath>; paths_total: number; both: number; only_a: number; only_b: number; most: string; a_strip: Strip; b_strip: Strip; took_ms: number };

/** Two traces, by their ids. */
export type TwoTracesQuestion = { a: string; b: string };

export type ValueCount = { value: string | number | boolean; spans: number };

/** What the spans of one trace have there. `least`, `mean` and `greatest` are those of numbers. */
export type ValuesOf = { spans: number; distinct: number; values: Array<ValueCount>; least: number | null; mean: number | null; greatest: number | null };

export type VariantView = { version: string; seed: number; item: ItemView };

/** `outcome` of `of` points in `scenarios` of the `planned` ones, between `low` and `high` with its standard error.
 *
 * `borderline` says that the threshold of a pass lies within the error, `uneven` that a scenario with at most one point
 * is among those of a pass. `prior` says that the error is not of own data; otherwise it is of
 * `n_targets` scenarios that several raters scored in calibration. `level` is that of the position. `ttrc` are
 * seconds to the cause by scenario, adjusted for how much time there was; none for juniors, of whom the guide wants
 * system over speed.
 */
export type Verdict = { outcome: number; of: number; scenarios: number; planned: number; word: Word; borderline: boolean; sem: number; low: number; high: number; prior: boolean; n_raters: number; n_targets: number; process: Process; discordance: Discordance | null; uneven: boolean; levels: Array<Fit>; level: Fit; ttrc: Record<string, number> };

/** `after_seeing` names those whose cards its author could have read before. */
export type VersionShown = { version: number; at: number; reason: string; after_seeing: Array<string>; differences: Array<Difference> };

export type WaitShare = { name: string; load: number };

/** Of the guide's list, with what the record says to it. */
export type WatchShown = { question: string; fact: string };

/** `offered` is whether interviews can be arranged with it. */
export type WatchedView = { name: string; title: string; offered: boolean; item: ItemView; variants: Array<VariantView> };

export type WhoseView = { name: string; mail: string };

export type Wish = "pause" | "time" | "help";

/** `answer` is what was said, empty for nothing yet; without choices it is free text. */
export type WonderedView = { name: string; question: string; choices: Array<string>; answer: string };

/** The guide's names; below six it has none. */
export type Word = "Below threshold" | "Pass" | "Strong Pass";

/** `read` are the scenarios whose solution they have read. */
export type YouShown = { seat: string; name: string; role: string; runs: boolean; notes: boolean; scores: boolean; read: Array<number> };

export type rounds__heapsnapshot__answers__Share = { name: string; bytes: number };

/** How much of a signal is stored, in words: "deliveries to …: every one", "the rest: 1 in 100". */
export type rounds__tools__incident__Share = { signal: string; text: string };

export interface Operations {
  candidate_session: { method: "POST"; path: "/api/v1/candidate/session"; parameters: Record<string, never>; body: Link; answer: void };
  candidate_session_shown: { method: "GET"; path: "/api/v1/candidate/session"; parameters: Record<string, never>; body: void; answer: SessionView };
  candidate_interview_shown: { method: "GET"; path: "/api/v1/candidate/interview"; parameters: Record<string, never>; body: void; answer: InterviewView };
  candidate_briefing: { method: "GET"; path: "/api/v1/candidate/scenarios/{number}/briefing"; parameters: { number: number }; body: void; answer: BriefingView };
  candidate_asks_for: { method: "POST"; path: "/api/v1/candidate/requests"; parameters: Record<string, never>; body: NewRequest; answer: void };
  candidate_live: { method: "GET"; path: "/api/v1/candidate/live"; parameters: Record<string, never>; body: void; answer: CandidateEvents };
  candidate_shows: { method: "POST"; path: "/api/v1/candidate/live/view"; parameters: Record<string, never>; body: ReportedShown; answer: void };
  report_views: { method: "POST"; path: "/api/v1/candidate/views"; parameters: Record<string, never>; body: ReportedViews; answer: void };
  candidate_notebooks_taken_along: { method: "GET"; path: "/api/v1/candidate/notebook.md"; parameters: Record<string, never>; body: void; answer: string };
  candidate_notebook_taken_along: { method: "GET"; path: "/api/v1/candidate/scenarios/{number}/notebook.md"; parameters: { number: number }; body: void; answer: string };
  candidate_notebook: { method: "GET"; path: "/api/v1/candidate/scenarios/{number}/notebook"; parameters: { number: number }; body: void; answer: NotebookView };
  notebook_write: { method: "POST"; path: "/api/v1/candidate/scenarios/{number}/notebook/write"; parameters: { number: number }; body: NewEntry; answer: NotebookView };
  notebook_judge: { method: "POST"; path: "/api/v1/candidate/scenarios/{number}/notebook/judge"; parameters: { number: number }; body: NewJudgement; answer: NotebookView };
  notebook_pin: { method: "POST"; path: "/api/v1/candidate/scenarios/{number}/notebook/pin"; parameters: { number: number }; body: NewPin; answer: NotebookView };
  notebook_unpin: { method: "POST"; path: "/api/v1/candidate/scenarios/{number}/notebook/unpin"; parameters: { number: number }; body: PinTakenBack; answer: NotebookView };
  around: { method: "GET"; path: "/api/v1/candidate/access"; parameters: Record<string, never>; body: void; answer: AccessView };
  server_clock: { method: "GET"; path: "/api/v1/candidate/access/clock"; parameters: Record<string, never>; body: void; answer: ClockView };
  beats: { method: "GET"; path: "/api/v1/candidate/access/beats"; parameters: { beats?: number; apart_ms?: number }; body: void; answer: void };
  report_checks: { method: "POST"; path: "/api/v1/candidate/access/checks"; parameters: Record<string, never>; body: ReportedChecks; answer: AccessView };
  give_consents: { method: "POST"; path: "/api/v1/candidate/access/consents"; parameters: Record<string, never>; body: NewConsents; answer: AccessView };
  tour_stop: { method: "POST"; path: "/api/v1/candidate/access/tour"; parameters: Record<string, never>; body: NewStop; answer: AccessView };
  choose_display: { method: "POST"; path: "/api/v1/candidate/access/display"; parameters: Record<string, never>; body: NewDisplay; answer: AccessView };
  request_accommodation: { method: "POST"; path: "/api/v1/candidate/access/request"; parameters: Record<string, never>; body: NewNeed; answer: AccessView };
  enter: { method: "POST"; path: "/api/v1/candidate/access/entrance"; parameters: Record<string, never>; body: NewEntrance; answer: AccessView };
  comment: { method: "POST"; path: "/api/v1/candidate/access/comment"; parameters: Record<string, never>; body: NewComment; answer: AccessView };
  own_data: { method: "GET"; path: "/api/v1/candidate/rights"; parameters: Record<string, never>; body: void; answer: OwnDataView };
  own_timeline: { method: "GET"; path: "/api/v1/candidate/rights/timeline"; parameters: Record<string, never>; body: void; answer: TimelineView };
  own_copy: { method: "GET"; path: "/api/v1/candidate/rights/copy"; parameters: Record<string, never>; body: void; answer: string };
  claim_data: { method: "POST"; path: "/api/v1/candidate/rights/claim"; parameters: Record<string, never>; body: NewClaim; answer: OwnDataView };
  withdraw_consent: { method: "POST"; path: "/api/v1/candidate/rights/consent"; parameters: Record<string, never>; body: NewConsent; answer: OwnDataView };
  tutorial_briefing: { method: "GET"; path: "/api/v1/candidate/tutorial/briefing"; parameters: Record<string, never>; body: void; answer: BriefingView };
  candidate_drill: { method: "GET"; path: "/api/v1/candidate/drill"; parameters: Record<string, never>; body: void; answer: DrillRoom };
  drill_begins: { method: "POST"; path: "/api/v1/candidate/drill/begin"; parameters: Record<string, never>; body: NewCommand; answer: DrillRoom };
  drill_hint: { method: "POST"; path: "/api/v1/candidate/drill/hint"; parameters: Record<string, never>; body: HintWanted; answer: DrillRoom };
  drill_goes_on: { method: "POST"; path: "/api/v1/candidate/drill/next"; parameters: Record<string, never>; body: OnwardsWanted; answer: DrillRoom };
  drill_ends: { method: "POST"; path: "/api/v1/candidate/drill/finish"; parameters: Record<string, never>; body: NewCommand; answer: DrillRoom };
  about: { method: "GET"; path: "incident"; parameters: Record<string, never>; body: void; answer: Incident };
  metrics_catalogue: { method: "GET"; path: "metrics/catalogue"; parameters: { find?: string }; body: void; answer: Catalogue };
  metrics_labels: { method: "GET"; path: "metrics/labels"; parameters: { metric: string }; body: void; answer: Labels };
  metrics_range: { method: "POST"; path: "metrics/range"; parameters: Record<string, never>; body: RangeQuestion; answer: Curves };
  metrics_exemplars: { method: "POST"; path: "metrics/exemplars"; parameters: Record<string, never>; body: ExemplarsQuestion; answer: Exemplars };
  traces_search: { method: "POST"; path: "traces/search"; parameters: Record<string, never>; body: TracesQuestion; answer: Traces };
  traces_durations: { method: "POST"; path: "traces/durations"; parameters: Record<string, never>; body: DurationsQuestion; answer: Durations };
  traces_facets: { method: "POST"; path: "traces/facets"; parameters: Record<string, never>; body: FacetQuestion; answer: Facets };
  traces_compare: { method: "POST"; path: "traces/compare"; parameters: Record<string, never>; body: TwoTracesQuestion; answer: TwoTraces };
  traces_compare_path: { method: "POST"; path: "traces/compare/path"; parameters: Record<string, never>; body: SamePathQuestion; answer: SamePath };
  traces_partners: { method: "POST"; path: "traces/partners"; parameters: Record<string, never>; body: PartnersQuestion; answer: Partners };
  trace: { method: "GET"; path: "traces/{trace_id}"; parameters: { trace_id: string }; body: void; answer: Trace };
  span: { method: "GET"; path: "traces/{trace_id}/spans/{span_id}"; parameters: { trace_id: string; span_id: string }; body: void; answer: SpanDetails };
  logs_search: { method: "POST"; path: "logs/search"; parameters: Record<string, never>; body: LinesQuestion; answer: Lines };
  logs_histogram: { method: "POST"; path: "logs/histogram"; parameters: Record<string, never>; body: HistogramQuestion; answer: Histogram };
  logs_facets: { method: "POST"; path: "logs/facets"; parameters: Record<string, never>; body: FacetQuestion; answer: Facets };
  logs_line: { method: "GET"; path: "logs/lines/{no}"; parameters: { no: number }; body: void; answer: LineDetails };
  logs_around: { method: "POST"; path: "logs/around"; parameters: Record<string, never>; body: AroundQuestion; answer: Lines };
  suggest: { method: "POST"; path: "suggest"; parameters: Record<string, never>; body: SuggestQuestion; answer: Suggestions };
  database_databases: { method: "GET"; path: "database/databases"; parameters: Record<string, never>; body: void; answer: Databases };
  database_load: { method: "POST"; path: "database/load"; parameters: Record<string, never>; body: LoadQuestion; answer: Load };
  database_profile: { method: "POST"; path: "database/profile"; parameters: Record<string, never>; body: ProfileQuestion; answer: Profile };
  database_statements: { method: "POST"; path: "database/statements"; parameters: Record<string, never>; body: StatementsQuestion; answer: Statements };
  database_statement: { method: "POST"; path: "database/statement"; parameters: Record<string, never>; body: StatementQuestion; answer: StatementDetails };
  database_plans: { method: "POST"; path: "database/plans"; parameters: Record<string, never>; body: PlansQuestion; answer: Plans };
  database_compare: { method: "POST"; path: "database/compare"; parameters: Record<string, never>; body: ComparePlansQuestion; answer: PlanComparison };
  database_blocking: { method: "POST"; path: "database/blocking"; parameters: Record<string, never>; body: BlockingQuestion; answer: Blocking };
  database_blocked: { method: "POST"; path: "database/blocked"; parameters: Record<string, never>; body: BlockedQuestion; answer: BlockedSessions };
  database_relations: { method: "POST"; path: "database/relations"; parameters: Record<string, never>; body: RelationsQuestion; answer: Relations };
  database_pools: { method: "POST"; path: "database/pools"; parameters: Record<string, never>; body: PoolsQuestion; answer: Pools };
  heap_snapshots: { method: "GET"; path: "heap/snapshots"; parameters: Record<string, never>; body: void; answer: Snapshots };
  heap_summary: { method: "POST"; path: "heap/summary"; parameters: Record<string, never>; body: SummaryQuestion; answer: Summary };
  heap_objects: { method: "POST"; path: "heap/objects"; parameters: Record<string, never>; body: ObjectsQuestion; answer: Objects };
  heap_compare: { method: "POST"; path: "heap/compare"; parameters: Record<string, never>; body: CompareQuestion; answer: Comparison };
  heap_changed: { method: "POST"; path: "heap/changed"; parameters: Record<string, never>; body: ChangedQuestion; answer: Objects };
  heap_growth: { method: "POST"; path: "heap/growth"; parameters: Record<string, never>; body: GrowthQuestion; answer: Growth };
  heap_object: { method: "POST"; path: "heap/object"; parameters: Record<string, never>; body: ObjectQuestion; answer: ObjectDetails };
  heap_fields: { method: "POST"; path: "heap/fields"; parameters: Record<string, never>; body: FieldsQuestion; answer: Objects };
  heap_retainers: { method: "POST"; path: "heap/retainers"; parameters: Record<string, never>; body: RetainersQuestion; answer: Objects };
  heap_path: { method: "POST"; path: "heap/path"; parameters: Record<string, never>; body: PathQuestion; answer: HeldBy };
  heap_paths: { method: "POST"; path: "heap/paths"; parameters: Record<string, never>; body: PathsQuestion; answer: AllPaths };
  heap_groups: { method: "POST"; path: "heap/groups"; parameters: Record<string, never>; body: GroupsQuestion; answer: Groups };
  heap_dominated: { method: "POST"; path: "heap/dominated"; parameters: Record<string, never>; body: DominatedQuestion; answer: Objects };
  heap_dominators: { method: "POST"; path: "heap/dominators"; parameters: Record<string, never>; body: DominatorsQuestion; answer: Objects };
  heap_statistics: { method: "POST"; path: "heap/statistics"; parameters: Record<string, never>; body: StatisticsQuestion; answer: HeapStatistics };
  heap_duplicates: { method: "POST"; path: "heap/duplicates"; parameters: Record<string, never>; body: DuplicatesQuestion; answer: DuplicateStrings };
  heap_suspects: { method: "POST"; path: "heap/suspects"; parameters: Record<string, never>; body: SuspectsQuestion; answer: LeakSuspects };
  services_graph: { method: "POST"; path: "services/graph"; parameters: Record<string, never>; body: GraphQuestion; answer: ServiceGraph };
  services_call: { method: "POST"; path: "services/call"; parameters: Record<string, never>; body: CallQuestion; answer: CallDetails };
  services_path: { method: "POST"; path: "services/path"; parameters: Record<string, never>; body: TracePathQuestion; answer: TracePath };
  services_failing: { method: "POST"; path: "services/failing"; parameters: Record<string, never>; body: FailingQuestion; answer: FailingCalls };
  staff_session: { method: "POST"; path: "/api/v1/staff/session"; parameters: Record<string, never>; body: Link; answer: void };
  staff_link: { method: "POST"; path: "/api/v1/staff/link"; parameters: Record<string, never>; body: Link; answer: LinkView };
  staff_sign_in: { method: "POST"; path: "/api/v1/staff/sign-in"; parameters: Record<string, never>; body: SignIn; answer: void };
  staff_sign_out: { method: "POST"; path: "/api/v1/staff/sign-out"; parameters: Record<string, never>; body: SignOut; answer: void };
  staff_me: { method: "GET"; path: "/api/v1/staff/me"; parameters: Record<string, never>; body: void; answer: MeView };
  staff_change_password: { method: "POST"; path: "/api/v1/staff/me/password"; parameters: Record<string, never>; body: PasswordChange; answer: void };
  staff_password_link: { method: "POST"; path: "/api/v1/staff/password-link"; parameters: Record<string, never>; body: PasswordLink; answer: WhoseView };
  staff_set_password: { method: "POST"; path: "/api/v1/staff/password"; parameters: Record<string, never>; body: NewPassword; answer: void };
  staff_incidents: { method: "GET"; path: "/api/v1/staff/incidents"; parameters: Record<string, never>; body: void; answer: Array<IncidentRow> };
  install_incident: { method: "POST"; path: "/api/v1/staff/incidents"; parameters: Record<string, never>; body: NewIncident; answer: IncidentRow };
  staff_briefing: { method: "GET"; path: "/api/v1/staff/incidents/{name}/briefing"; parameters: { name: string }; body: void; answer: BriefingView };
  staff_recordings: { method: "GET"; path: "/api/v1/staff/recordings"; parameters: Record<string, never>; body: void; answer: Array<RecordingRow> };
  start_recording: { method: "POST"; path: "/api/v1/staff/recordings"; parameters: Record<string, never>; body: NewRecording; answer: RecordingAccess };
  seal_recording: { method: "POST"; path: "/api/v1/staff/recordings/{name}/seal"; parameters: { name: string }; body: Sealing; answer: SealedRecording };
  staff_edge_cases: { method: "GET"; path: "/api/v1/staff/edge-cases"; parameters: Record<string, never>; body: void; answer: CasesShown };
  open_edge_case: { method: "POST"; path: "/api/v1/staff/edge-cases"; parameters: Record<string, never>; body: NewCase; answer: CasesShown };
  remark_on_edge_case: { method: "POST"; path: "/api/v1/staff/edge-cases/{case_id}/remarks"; parameters: { case_id: string }; body: NewRemark; answer: CasesShown };
  rule_edge_case: { method: "POST"; path: "/api/v1/staff/edge-cases/{case_id}/ruling"; parameters: { case_id: string }; body: NewRuling; answer: CasesShown };
  staff_drills: { method: "GET"; path: "/api/v1/staff/drills"; parameters: Record<string, never>; body: void; answer: DrillsShown };
  begin_drill: { method: "POST"; path: "/api/v1/staff/drills"; parameters: Record<string, never>; body: NewDrill; answer: Begun };
  join_drill: { method: "POST"; path: "/api/v1/staff/drills/{drill_id}/join"; parameters: { drill_id: string }; body: void; answer: Begun };
  staff_drill: { method: "GET"; path: "/api/v1/staff/drills/{drill_id}"; parameters: { drill_id: string }; body: void; answer: DrillShown };
  delete_drill: { method: "DELETE"; path: "/api/v1/staff/drills/{drill_id}"; parameters: { drill_id: string }; body: void; answer: void };
  score_drill: { method: "POST"; path: "/api/v1/staff/drills/{drill_id}/score"; parameters: { drill_id: string }; body: NewScore; answer: DrillShown };
  staff_people: { method: "GET"; path: "/api/v1/staff/people"; parameters: Record<string, never>; body: void; answer: Array<PersonView> };
  add_person: { method: "POST"; path: "/api/v1/staff/people"; parameters: Record<string, never>; body: NewPerson; answer: PersonAdded };
  staff_interviewers: { method: "GET"; path: "/api/v1/staff/people/interviewers"; parameters: Record<string, never>; body: void; answer: Array<InterviewerView> };
  change_person: { method: "POST"; path: "/api/v1/staff/people/{person_id}"; parameters: { person_id: string }; body: NewPerson; answer: PersonView };
  close_person: { method: "POST"; path: "/api/v1/staff/people/{person_id}/close"; parameters: { person_id: string }; body: void; answer: PersonView };
  reopen_person: { method: "POST"; path: "/api/v1/staff/people/{person_id}/reopen"; parameters: { person_id: string }; body: void; answer: PersonView };
  person_password_link: { method: "POST"; path: "/api/v1/staff/people/{person_id}/password-link"; parameters: { person_id: string }; body: void; answer: PasswordLinkView };
  give_password: { method: "POST"; path: "/api/v1/staff/people/{person_id}/password"; parameters: { person_id: string }; body: GivenPassword; answer: PersonView };
  staff_interviews: { method: "GET"; path: "/api/v1/staff/interviews"; parameters: Record<string, never>; body: void; answer: Array<InterviewRow> };
  arrange_interview: { method: "POST"; path: "/api/v1/staff/interviews"; parameters: Record<string, never>; body: NewArrangement; answer: ArrangedView };
  staff_interview_shown: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}"; parameters: { interview_id: string }; body: void; answer: StaffInterviewView };
  staff_record: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/record"; parameters: { interview_id: string; after?: number }; body: void; answer: RecordView };
  staff_evidence: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/evidence"; parameters: { interview_id: string }; body: void; answer: EvidenceView };
  staff_arranging: { method: "GET"; path: "/api/v1/staff/arranging"; parameters: Record<string, never>; body: void; answer: ArrangingView };
  staff_arrangement: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/arrangement"; parameters: { interview_id: string }; body: void; answer: ArrangementView };
  change_arrangement: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/arrangement"; parameters: { interview_id: string }; body: NewArrangement; answer: void };
  preview_invitation: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/invitation/preview"; parameters: { interview_id: string }; body: NewLetter; answer: LetterView };
  send_invitation: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/invitation"; parameters: { interview_id: string }; body: NewInvitation; answer: SentView };
  revoke_invitation: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/invitation/revoke"; parameters: { interview_id: string }; body: Nothing; answer: void };
  reschedule_interview: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/reschedule"; parameters: { interview_id: string }; body: NewTime; answer: void };
  cancel_interview: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/cancel"; parameters: { interview_id: string }; body: Cancelling; answer: void };
  send_mail_again: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/mails/{mail_id}/again"; parameters: { interview_id: string; mail_id: string }; body: Nothing; answer: void };
  admit_browser: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/browsers/{browser_id}/admit"; parameters: { interview_id: string; browser_id: string }; body: Admitting; answer: void };
  staff_calendar: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/calendar"; parameters: { interview_id: string }; body: void; answer: unknown };
  staff_board: { method: "GET"; path: "/api/v1/staff/board"; parameters: { show?: string; find?: string }; body: void; answer: BoardView };
  staff_board_csv: { method: "GET"; path: "/api/v1/staff/board/csv"; parameters: { show?: string; find?: string; zone?: string }; body: void; answer: unknown };
  staff_plans: { method: "GET"; path: "/api/v1/staff/plans"; parameters: Record<string, never>; body: void; answer: PlansView };
  keep_plan: { method: "POST"; path: "/api/v1/staff/plans"; parameters: Record<string, never>; body: NewPlan; answer: PlanView };
  weigh_plan: { method: "POST"; path: "/api/v1/staff/plans/weigh"; parameters: Record<string, never>; body: NewPlan; answer: PlanView };
  remove_plan: { method: "POST"; path: "/api/v1/staff/plans/remove"; parameters: Record<string, never>; body: RemovedPlan; answer: void };
  staff_live: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/live"; parameters: { interview_id: string }; body: void; answer: StaffEvents };
  staff_presents: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/live/view"; parameters: { interview_id: string }; body: ReportedShown; answer: void };
  staff_admit: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/admit"; parameters: { interview_id: string }; body: NewCommand; answer: void };
  staff_begin: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/begin"; parameters: { interview_id: string }; body: NewPhase; answer: void };
  staff_pause: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/pause"; parameters: { interview_id: string }; body: Because; answer: void };
  staff_resume: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/resume"; parameters: { interview_id: string }; body: NewCommand; answer: void };
  staff_extend: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/extend"; parameters: { interview_id: string }; body: NewMinutes; answer: void };
  staff_skip: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/skip"; parameters: { interview_id: string }; body: NewSkip; answer: void };
  staff_hand: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/hand"; parameters: { interview_id: string }; body: NewLead; answer: void };
  staff_end: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/end"; parameters: { interview_id: string }; body: NewCommand; answer: void };
  staff_missed: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/missed"; parameters: { interview_id: string }; body: NewCommand; answer: void };
  staff_abort: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/abort"; parameters: { interview_id: string }; body: Because; answer: void };
  staff_reopen: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/reopen"; parameters: { interview_id: string }; body: NewCommand; answer: void };
  staff_reseed: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/reseed"; parameters: { interview_id: string }; body: NewSeed; answer: void };
  staff_present: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/commands/present"; parameters: { interview_id: string }; body: NewPresenting; answer: void };
  staff_notebook: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/notebook"; parameters: { interview_id: string; until?: number | null }; body: void; answer: Array<NotebookView> };
  staff_cockpit: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/cockpit"; parameters: { interview_id: string }; body: void; answer: CockpitView };
  staff_cockpit_solution: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/cockpit/solution/{number}"; parameters: { interview_id: string; number: number }; body: void; answer: SolutionShown };
  staff_cockpit_rubric: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/cockpit/rubric"; parameters: { interview_id: string }; body: void; answer: RubricInForce };
  staff_say: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/say"; parameters: { interview_id: string }; body: NewLine; answer: CockpitView };
  staff_prompt: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/prompt"; parameters: { interview_id: string }; body: NewPrompt; answer: CockpitView };
  staff_silence: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/silence"; parameters: { interview_id: string }; body: Pressed; answer: CockpitView };
  staff_hint: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/hint"; parameters: { interview_id: string }; body: NewHint; answer: CockpitView };
  staff_unhint: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/unhint"; parameters: { interview_id: string }; body: NewUndo; answer: CockpitView };
  staff_reveal: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/reveal"; parameters: { interview_id: string }; body: NewReveal; answer: CockpitView };
  staff_recognise: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/recognise"; parameters: { interview_id: string }; body: NewRecognition; answer: CockpitView };
  staff_mitigated: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/mitigated"; parameters: { interview_id: string }; body: NewMitigation; answer: CockpitView };
  staff_discuss: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/discuss"; parameters: { interview_id: string }; body: NewDiscussed; answer: CockpitView };
  staff_sharing: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/sharing"; parameters: { interview_id: string }; body: NewSharing; answer: CockpitView };
  staff_note: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/note"; parameters: { interview_id: string }; body: NewNote; answer: CockpitView };
  staff_flag: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/flag"; parameters: { interview_id: string }; body: NewFlag; answer: CockpitView };
  staff_dismiss: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/dismiss"; parameters: { interview_id: string }; body: NewDismissal; answer: CockpitView };
  staff_replay: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/replay"; parameters: { interview_id: string; seat?: string }; body: void; answer: ReplayView };
  staff_replay_note: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/replay/note"; parameters: { interview_id: string }; body: NewReplayNote; answer: ReplayView };
  staff_card: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/card"; parameters: { interview_id: string }; body: void; answer: CardPage };
  staff_keep_card: { method: "PUT"; path: "/api/v1/staff/interviews/{interview_id}/card"; parameters: { interview_id: string }; body: NewCard; answer: CardPage };
  staff_draft_feedback: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/card/draft-feedback"; parameters: { interview_id: string }; body: void; answer: FeedbackDraft };
  staff_submit_card: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/card/submit"; parameters: { interview_id: string }; body: Pressed; answer: CardPage };
  staff_amend_card: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/card/amend"; parameters: { interview_id: string }; body: NewAmendment; answer: CardPage };
  staff_cards: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/cards"; parameters: { interview_id: string }; body: void; answer: CardsView };
  staff_scoring: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/scoring"; parameters: { interview_id: string }; body: void; answer: Array<ScoringRow> };
  staff_add_rater: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/raters"; parameters: { interview_id: string }; body: NewRater; answer: Array<ScoringRow> };
  staff_debrief: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/debrief"; parameters: { interview_id: string }; body: void; answer: DebriefView };
  staff_debrief_live: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/debrief/live"; parameters: { interview_id: string }; body: void; answer: DebriefEvents };
  staff_convene: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/debrief/convene"; parameters: { interview_id: string }; body: NewConvening; answer: DebriefView };
  staff_settle: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/debrief/settle"; parameters: { interview_id: string }; body: NewSettlement; answer: DebriefView };
  staff_decide: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/decision"; parameters: { interview_id: string }; body: NewDecision; answer: DebriefView };
  staff_packet: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/packet"; parameters: { interview_id: string }; body: void; answer: PacketView };
  staff_packet_readers: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/packet/readers"; parameters: { interview_id: string }; body: void; answer: PacketReaders };
  staff_share_packet: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/packet/share"; parameters: { interview_id: string }; body: NewShare; answer: PacketReaders };
  staff_packet_content: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/packet/content"; parameters: { interview_id: string }; body: void; answer: unknown };
  staff_packet_file: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/packet/file"; parameters: { interview_id: string; as: PacketKind }; body: void; answer: unknown };
  staff_verify_packet: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/packet/verify"; parameters: { interview_id: string }; body: NewCopy; answer: PacketChecked };
  staff_doctor: { method: "GET"; path: "/api/v1/staff/doctor"; parameters: Record<string, never>; body: void; answer: DoctorView };
  staff_backup_telemetry: { method: "GET"; path: "/api/v1/staff/backup/telemetry"; parameters: Record<string, never>; body: void; answer: void };
  staff_preflight: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/preflight"; parameters: { interview_id: string }; body: Nothing; answer: PreflightView };
  staff_preparation: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/preparation"; parameters: { interview_id: string }; body: void; answer: PreparationView };
  staff_attest: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/attest"; parameters: { interview_id: string }; body: NewAttestation; answer: PreparationView };
  staff_rehearse: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/rehearsal"; parameters: { interview_id: string }; body: NewRehearsal; answer: RehearsalView };
  staff_end_rehearsal: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/rehearsal/end"; parameters: { interview_id: string }; body: Nothing; answer: void };
  staff_data: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/data"; parameters: { interview_id: string }; body: void; answer: KeepingView };
  staff_export: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/export"; parameters: { interview_id: string }; body: void; answer: string };
  staff_region: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/region"; parameters: { interview_id: string }; body: NewRegion; answer: KeepingView };
  staff_hold: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/hold"; parameters: { interview_id: string }; body: NewHold; answer: KeepingView };
  staff_answer: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/answer"; parameters: { interview_id: string }; body: NewAnswer; answer: KeepingView };
  staff_release: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/release"; parameters: { interview_id: string }; body: NewRelease; answer: KeepingView };
  staff_erase: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/erase"; parameters: { interview_id: string }; body: NewErasure; answer: void };
  staff_retention: { method: "GET"; path: "/api/v1/staff/retention"; parameters: Record<string, never>; body: void; answer: RetentionView };
  change_retention: { method: "PUT"; path: "/api/v1/staff/retention"; parameters: Record<string, never>; body: NewRetention; answer: RetentionView };
  run_retention: { method: "POST"; path: "/api/v1/staff/retention/run"; parameters: Record<string, never>; body: void; answer: NewlyErased };
  erased_interviews: { method: "GET"; path: "/api/v1/staff/retention/erased"; parameters: Record<string, never>; body: void; answer: ErasedView };
  erase_again: { method: "POST"; path: "/api/v1/staff/retention/again"; parameters: Record<string, never>; body: ErasedBefore; answer: NewlyErased };
  staff_audit: { method: "GET"; path: "/api/v1/staff/audit"; parameters: { person?: string; interview?: string; what?: string; before?: number }; body: void; answer: AuditView };
  staff_audit_csv: { method: "GET"; path: "/api/v1/staff/audit/csv"; parameters: { person?: string; interview?: string; what?: string }; body: void; answer: unknown };
  staff_calibration: { method: "GET"; path: "/api/v1/staff/calibration"; parameters: Record<string, never>; body: void; answer: RoundsShown };
  begin_round: { method: "POST"; path: "/api/v1/staff/calibration"; parameters: Record<string, never>; body: void; answer: RoundsShown };
  calibration_report: { method: "GET"; path: "/api/v1/staff/calibration/report"; parameters: Record<string, never>; body: void; answer: ReportView };
  watched_scenarios: { method: "GET"; path: "/api/v1/staff/calibration/scenarios"; parameters: Record<string, never>; body: void; answer: Array<WatchedView> };
  round_report: { method: "GET"; path: "/api/v1/staff/calibration/{round_name}/report"; parameters: { round_name: string }; body: void; answer: ReportView };
  close_round: { method: "POST"; path: "/api/v1/staff/calibration/{round_name}/close"; parameters: { round_name: string }; body: void; answer: RoundsShown };
  agree_on_actions: { method: "POST"; path: "/api/v1/staff/calibration/{round_name}/actions"; parameters: { round_name: string }; body: NewActions; answer: RoundsShown };
  calibration_card: { method: "GET"; path: "/api/v1/staff/calibration/{round_name}/{rated_id}/card"; parameters: { round_name: string; rated_id: string }; body: void; answer: CardPage };
  keep_calibration_card: { method: "PUT"; path: "/api/v1/staff/calibration/{round_name}/{rated_id}/card"; parameters: { round_name: string; rated_id: string }; body: NewRating; answer: CardPage };
  submit_calibration_card: { method: "POST"; path: "/api/v1/staff/calibration/{round_name}/{rated_id}/card/submit"; parameters: { round_name: string; rated_id: string }; body: void; answer: CardPage };
  staff_gallery: { method: "GET"; path: "/api/v1/staff/gallery"; parameters: Record<string, never>; body: void; answer: GalleryShown };
  watch_clip: { method: "GET"; path: "/api/v1/staff/gallery/{clip_id}"; parameters: { clip_id: string }; body: void; answer: ClipWatched };
  reword_clip: { method: "POST"; path: "/api/v1/staff/gallery/{clip_id}"; parameters: { clip_id: string }; body: NewWords; answer: GalleryShown };
  remove_clip: { method: "POST"; path: "/api/v1/staff/gallery/{clip_id}/remove"; parameters: { clip_id: string }; body: void; answer: void };
  clips_of_replay: { method: "GET"; path: "/api/v1/staff/interviews/{interview_id}/clips"; parameters: { interview_id: string }; body: void; answer: ClipsOfReplay };
  cut_clip: { method: "POST"; path: "/api/v1/staff/interviews/{interview_id}/clips"; parameters: { interview_id: string }; body: NewClip; answer: ClipsOfReplay };
}
