import type { CardPage, Check, Scorecard } from "../../api/types";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "../../parts/icons";
import { focusOn } from "./CriteriaPane";
import { ratingOf, scoreOf, signalOf } from "./card";
import styles from "./scorecard.module.css";
import { type Sheet, useSheet } from "./sheet";

/** What is still missing; each line leads to its place. */
export function Checks() {
  const sheet = useSheet();
  return (
    <section aria-label="Before you submit" className={styles.checks}>
      <h3>Before you submit</h3>
      <ul>
        {sheet.page.checks.map((check) => (
          <li key={check.id}>
            <button type="button" onClick={() => jump(sheet, check.id)} disabled={check.id === "documents"}>
              <Sign check={check} />
              <span className={check.ok ? "t2" : "t1"}>{check.text}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="s11 t3">
        {sheet.round
          ? "Once it is handed in it is locked; you see how others rated when the round is closed."
          : sheet.page.rater.training
            ? "This card is training: it counts in nothing, and is in no packet. After you submit you see the others."
            : "After you submit you see the other scorecards; later changes are kept as a new version."}
      </p>
    </section>
  );
}

function Sign({ check }: { check: Check }) {
  if (check.ok)
    return (
      <span className="okk">
        <IconCircleCheck size={16} />
        <span className="hidden-text">done</span>
      </span>
    );
  return (
    <span className={check.needed ? "wrn" : "t3"}>
      {check.needed ? <IconAlertTriangle size={16} /> : <IconInfoCircle size={16} />}
      <span className="hidden-text">{check.needed ? "missing" : "not needed"}</span>
    </span>
  );
}

/** To the first place of a check where something is missing. */
function jump({ page, card, change }: Sheet, check: string): void {
  const place = placeOf(page, card, check);
  if (!place) return;
  change(place.view);
  requestAnimationFrame(() => {
    if (place.cell) return focusOn(place.cell);
    const found = document.querySelector<HTMLElement>(`[data-item="${place.item}"]`);
    found?.scrollIntoView({ block: "nearest" });
    found
      ?.querySelector<HTMLElement>(place.within ?? "input:checked, input, textarea, button")
      ?.focus({ preventScroll: true });
  });
}

type Place = {
  view: { scenario?: string; criterion?: string; signal?: string };
  item?: string;
  within?: string;
  cell?: string;
};

/** Where on the page a check is about. */
export function placeOf(page: CardPage, card: Scorecard, check: string): Place | null {
  const worked = page.scenarios.filter(({ skipped }) => !skipped);
  const first = (missing: (scenario: number) => boolean) =>
    (worked.find(({ number }) => missing(number)) ?? worked[0])?.number;
  switch (check) {
    case "scores":
      return at(first((number) => scoreOf(card, number).points === null));
    case "evidence":
      return at(
        first((number) => scoreOf(card, number).cited.length === 0),
        "[data-cite]",
      );
    case "ceiling":
      return at(
        first((number) => isAboveWithout(page, card, number)),
        "[data-reason] textarea, textarea",
      );
    case "criteria":
      return cell(
        page,
        card,
        worked.map(({ number }) => number),
      );
    case "signals": {
      const signal = page.signals.find(({ id }) => !signalOf(card, id)) ?? page.signals[0];
      return signal ? { view: { signal: signal.id }, item: "signals", within: "fieldset input" } : null;
    }
    case "feedback":
      return { view: {}, item: "feedback", within: "textarea" };
  }
  return null;
}

function at(scenario: number | undefined, within?: string): Place | null {
  if (scenario === undefined) return null;
  return { view: { scenario: String(scenario) }, item: String(scenario), ...(within ? { within } : {}) };
}

function isAboveWithout(page: CardPage, card: Scorecard, scenario: number): boolean {
  const { points, reason } = scoreOf(card, scenario);
  const ceiling = page.scenarios.find(({ number }) => number === scenario)?.ceiling;
  return points !== null && !!ceiling && points > ceiling.points && !reason.trim();
}

function cell(page: CardPage, card: Scorecard, worked: readonly number[]): Place | null {
  const isSaid = (criterion: string, scenario: number) => {
    const rating = ratingOf(card, criterion, scenario);
    return rating !== null && (rating.points !== null || !rating.observed);
  };
  for (const { id } of page.criteria) {
    if (isSaid(id, 0)) continue;
    if (ratingOf(card, id, 0)) return { view: { criterion: id }, cell: `${id}.0` };
    const missing = worked.find((scenario) => !isSaid(id, scenario));
    if (missing !== undefined) return { view: { criterion: `${id}.${missing}` }, cell: `${id}.${missing}` };
  }
  const [criterion] = page.criteria;
  return criterion
    ? { view: { criterion: `${criterion.id}.${worked[0] ?? 0}` }, cell: `${criterion.id}.${worked[0] ?? 0}` }
    : null;
}
