import { type Command, useCommands } from "../../lib/commands";
import { focusOn } from "./CriteriaPane";
import { isOverall, rated, withScore } from "./card";
import { beside, type Item, read, written } from "./items";
import { openScenario, type Sheet } from "./sheet";

/** The keys of the scorecard: what has the focus, else what is open, is scored by 0 to 3; j and k go through all of it. */
export function useKeys(sheet: Sheet, onKeys: () => void): void {
  const { closed, view, change } = sheet;
  const own = view.view === "own";
  const moves: Command[] = [
    { id: "card.next", label: "Next score", group: "Scorecard", keys: "j", run: () => go(sheet, 1) },
    { id: "card.last", label: "Score before", group: "Scorecard", keys: "k", run: () => go(sheet, -1) },
    {
      id: "card.facts",
      label: view.facts === "shown" ? "Score first: hide what the record shows" : "Show what the record shows",
      group: "Scorecard",
      keys: "f",
      run: () => change({ facts: view.facts === "shown" ? "rated" : "shown" }),
    },
  ];
  const points: Command[] = [0, 1, 2, 3].map((value) => ({
    id: `card.${value}`,
    label: value === 1 ? "1 point" : `${value} points`,
    group: "Scorecard",
    keys: String(value),
    run: () => give(sheet, value),
  }));
  const unobserved: Command = {
    id: "card.unobserved",
    label: "Criterion: not observed",
    group: "Scorecard",
    keys: "o",
    run: () => give(sheet, "unobserved"),
  };
  useCommands([
    ...(own ? moves : []),
    ...(own && !closed ? [...points, unobserved] : []),
    { id: "keys", label: "All keys", group: "General", keys: "?", run: onKeys },
  ]);
}

/** What has the focus, else the criterion that is open, else the scenario. */
export function itemOf(sheet: Pick<Sheet, "view" | "page">, focused: string | null): Item | null {
  const has = read(focused);
  const open = read(sheet.view.criterion);
  if (has?.kind === "criterion") return open?.kind === "criterion" && open.criterion === has.criterion ? open : has;
  if (has) return has;
  const scenario = openScenario(sheet);
  return open ?? (scenario === null ? null : { kind: "scenario", scenario });
}

function focusedItem(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-item]")?.dataset.item ?? null;
}

function go(sheet: Sheet, way: 1 | -1): void {
  const { page, card, change } = sheet;
  const next = beside(itemOf(sheet, focusedItem()), way, {
    scenarios: page.scenarios.filter(({ skipped }) => !skipped).map(({ number }) => number),
    criteria: page.criteria.map(({ id }) => id),
    overall: new Set(page.criteria.flatMap(({ id }) => (isOverall(card, id) ? [id] : []))),
  });
  if (!next) return;
  if (next.kind === "criterion") {
    change({ criterion: written(next) });
    focusOn(`${next.criterion}.${next.scenario}`);
    return;
  }
  change({ scenario: String(next.scenario), criterion: "" });
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(`[data-item="${next.scenario}"]`);
    found?.scrollIntoView({ block: "nearest" });
    found?.querySelector<HTMLElement>("input:checked, input")?.focus({ preventScroll: true });
  });
}

function give(sheet: Sheet, points: number | "unobserved"): void {
  const item = itemOf(sheet, focusedItem());
  if (!item) return;
  if (item.kind === "criterion") {
    const scenario = isOverall(sheet.card, item.criterion) ? 0 : item.scenario || first(sheet);
    sheet.set((card) => rated(card, item.criterion, scenario, points));
  } else if (points !== "unobserved") sheet.set((card) => withScore(card, item.scenario, { points }));
}

function first({ page }: Sheet): number {
  return page.scenarios.find(({ skipped }) => !skipped)?.number ?? 0;
}
