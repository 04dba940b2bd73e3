/** Pins what is meant on the page: by a key what the pointer or the focus is on, by the button what is chosen. */

import { useCallback, useEffect } from "react";
import { type Notebook, type Pinning, useNotebook } from "../../api/notebook";
import { newId } from "../../api/outbox";
import { crosshair } from "../../charts/bus";
import { useCommands } from "../../lib/commands";
import { meantByButton, meantByKey, type Pinnable, setPinner, watchPointing } from "../../lib/pinning";
import { addressOf, viewTitle } from "./address";
import { useToast } from "./toast";
import { closedWords, spotOf } from "./words";

const LONGEST = { address: 4000, title: 300, value: 200, mark: 2000 };

/** Pins the view, under an entry or none. */
export function usePinView(): (entry?: string) => void {
  const notebook = useNotebook();
  return useCallback((entry = "") => void (notebook && pinned(notebook, meantByButton(), entry)), [notebook]);
}

function pinned(notebook: Notebook, thing: Pinnable | null, entry: string): Pinning | null {
  const cross = crosshair();
  const address = addressOf(location.pathname, location.search, cross.hovered ? cross.at : null, thing?.search);
  if (address.length > LONGEST.address) return null;
  const spark = thing?.spark?.map((value) => value ?? "").join(",");
  const mark = { ...thing?.mark, ...(spark ? { spark } : {}) };
  const pin = {
    pin: newId(),
    address,
    title: cut(thing?.title ?? viewTitle(spotOf(address).word, location.search), LONGEST.title),
    value: cut(thing?.value ?? "", LONGEST.value),
    entry,
    mark: Object.fromEntries(Object.entries(mark).map(([name, value]) => [name, cut(value, LONGEST.mark)])),
  };
  notebook.pin(pin);
  return pin;
}

const cut = (text: string, longest: number) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** Stands beside the page while it has a notebook. */
export function Pinner({ onOpen }: { onOpen: () => void }) {
  const notebook = useNotebook()!;
  const toast = useToast();
  const reason = closedWords(notebook.why);
  const pin = (thing: Pinnable | null) => {
    if (reason) return toast(reason);
    const made = pinned(notebook, thing, "");
    if (!made) return toast("The address of this view is too long to be pinned. Close some lanes or filters.");
    toast(`Pinned: ${made.title}`, () => notebook.unpin(made.pin));
  };
  useEffect(watchPointing, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it pins for the notebook as it is
  useEffect(() => {
    setPinner({ pin: () => pin(meantByButton()), reason });
    return () => setPinner(null);
  }, [notebook, reason]);
  useCommands([
    { id: "notebook", label: "Open or close the notebook", group: "Notebook", keys: "n", run: onOpen },
    { id: "notebook.pin", label: "Pin this", group: "Notebook", keys: "p", run: () => pin(meantByKey()) },
  ]);
  return null;
}
