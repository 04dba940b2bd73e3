/** A notebook with what waits to be sent, as it will be: a page shows what a person did at once. */

import type { Letter } from "./outbox";
import type { EntryView, KeptView, NewEntry, NewJudgement, NewPin, NotebookView } from "./types";

export function applied(view: NotebookView, waiting: readonly Letter[]): NotebookView {
  return waiting.reduce(after, view);
}

function after(view: NotebookView, { path, body }: Letter): NotebookView {
  switch (path.slice(path.lastIndexOf("/") + 1)) {
    case "write":
      return written(view, body as unknown as NewEntry);
    case "judge":
      return judged(view, body as unknown as NewJudgement);
    case "pin":
      return filed(view, body as unknown as NewPin);
    case "unpin":
      return without(view, String(body.pin));
  }
  return view;
}

function written(view: NotebookView, { entry, kind, text }: NewEntry): NotebookView {
  const before = view.entries.find(({ id }) => id === entry);
  const said = text.trim();
  if (!said) {
    const loose = [...view.loose, ...(before?.pins ?? [])].toSorted((a, b) => a.place - b.place);
    return { ...view, entries: view.entries.filter(({ id }) => id !== entry), loose };
  }
  const own = view.loose.filter((pin) => pin.entry === entry);
  const next: EntryView = before
    ? { ...before, kind, text: said, changed: before.text === said ? before.changed : Date.now() }
    : fresh(entry, kind, said, last(view.entries) + 1, own);
  if (before) return { ...view, entries: view.entries.map((one) => (one.id === entry ? next : one)) };
  return { ...view, entries: [...view.entries, next], loose: view.loose.filter((pin) => pin.entry !== entry) };
}

function fresh(id: string, kind: string, text: string, place: number, pins: KeptView[]): EntryView {
  const now = Date.now();
  const times = { written: now, written_into: null, changed: now, changed_into: null };
  return { id, kind, text, place, state: "open", judged: [], pins, by: "", ...times };
}

function judged(view: NotebookView, { entry, state }: NewJudgement): NotebookView {
  const judge = (one: EntryView): EntryView =>
    one.state === state
      ? one
      : { ...one, state, changed: Date.now(), judged: [...one.judged, { state, time: Date.now(), into: null }] };
  return { ...view, entries: view.entries.map((one) => (one.id === entry ? judge(one) : one)) };
}

function filed(view: NotebookView, { command: _, ...pin }: NewPin): NotebookView {
  const all = pinsOf(view);
  const before = all.find(({ id }) => id === pin.pin);
  const rest = without(view, pin.pin);
  const { pin: id, ...told } = {
    line: "",
    entry: "",
    against: false,
    value: "",
    mark: {},
    by: before?.by ?? "",
    ...pin,
  };
  const place = before?.place ?? last(all) + 1;
  const kept: KeptView = { ...told, id, place, time: before?.time ?? Date.now(), into: before?.into ?? null };
  if (!rest.entries.some((one) => one.id === kept.entry)) return { ...rest, loose: inOrder([...rest.loose, kept]) };
  const entries = rest.entries.map((one) =>
    one.id === kept.entry ? { ...one, pins: inOrder([...one.pins, kept]) } : one,
  );
  return { ...rest, entries };
}

function without(view: NotebookView, pin: string): NotebookView {
  const others = (pins: KeptView[]) => (pins.some(({ id }) => id === pin) ? pins.filter(({ id }) => id !== pin) : pins);
  return {
    ...view,
    entries: view.entries.map((one) => ({ ...one, pins: others(one.pins) })),
    loose: others(view.loose),
  };
}

export function pinsOf(view: NotebookView): KeptView[] {
  return inOrder([...view.entries.flatMap(({ pins }) => pins), ...view.loose]);
}

const last = (some: readonly { place: number }[]): number => Math.max(0, ...some.map(({ place }) => place));
const inOrder = (pins: KeptView[]): KeptView[] => pins.toSorted((a, b) => a.place - b.place);
