/** Everything a key or the palette can do. Whoever is on the page adds its own; the key sheet lists them all. */

import { useEffect, useRef, useSyncExternalStore } from "react";

export type Command = {
  id: string;
  label: string;
  group: string;
  /** "/", "g m", "Ctrl+k", "Alt+t", "Escape"; several ways are separated by " | ". */
  keys?: string;
  run: () => void;
  /** Only a key, no entry in the palette. */
  keyOnly?: boolean;
  /** More words to find it by. */
  words?: string;
};

type Layer = { commands: Command[] };
let layers: Layer[] = [];
let snapshot: Command[] = [];
const listeners = new Set<() => void>();

function publish(): void {
  const byId = new Map<string, Command>();
  for (const layer of layers) for (const command of layer.commands) byId.set(command.id, command);
  snapshot = [...byId.values()];
  for (const listener of listeners) listener();
}

/**
 * Adds commands while the component is on the page. Later layers win: a list in front takes `j` from one behind.
 * Those "behind" give way to everything else, for frames whose contents may want the same key.
 */
export function useCommands(commands: Command[], place: "front" | "behind" = "front"): void {
  const layer = useRef<Layer>({ commands });
  layer.current.commands = commands;
  const shape = commands.map(({ id, label, keys }) => `${id}\n${label}\n${keys}`).join("\n\n");
  useEffect(() => {
    const mine = layer.current;
    layers = place === "front" ? [...layers, mine] : [mine, ...layers];
    return () => {
      layers = layers.filter((other) => other !== mine);
      publish();
    };
  }, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is published again when its shape changes
  useEffect(publish, [shape]);
}

export function useAllCommands(): Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

let prefix = "";
let prefixTimer: ReturnType<typeof setTimeout> | undefined;

/** Runs what a key press means, if it means anything. No key acts while a field has focus, but Escape and Ctrl. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isCovered(event)) return;
  const name = keyName(event);
  if (isTyping(event.target) && name !== "Escape" && !event.ctrlKey && !event.metaKey && !event.altKey) return;
  if (name === "Space" && event.target instanceof HTMLElement && event.target.closest(PRESSED)) return;
  const pressed = prefix ? `${prefix} ${name}` : name;
  const command = find(pressed) ?? (prefix ? find(name) : undefined);
  clearTimeout(prefixTimer);
  prefix = !command && startsSequence(name) ? name : "";
  if (prefix) prefixTimer = setTimeout(() => (prefix = ""), 1200);
  if (!command) return;
  event.preventDefault();
  command.run();
}

/** What Space presses or turns itself. */
const PRESSED = "button, a, input, select, summary, [role='button']";

let covered = false;

/** Looks for what lies over the page before anything closes it. Once a page, ahead of all other listeners. */
export function watchCover(): void {
  addEventListener("keydown", () => (covered = document.querySelector(COVERS) !== null), true);
}

const COVERS = '[role="dialog"], [role="menu"]';

/** What lies over the page has the keys: Escape closes it and nothing behind it. */
function isCovered(event: KeyboardEvent): boolean {
  if (!covered) return false;
  return event.key === "Escape" || document.querySelector('[aria-modal="true"]') !== null;
}

function find(pressed: string): Command | undefined {
  for (let index = layers.length - 1; index >= 0; index--) {
    const found = layers[index]!.commands.find((command) => waysOf(command).includes(pressed));
    if (found) return found;
  }
  return undefined;
}

function startsSequence(name: string): boolean {
  return layers.some((layer) =>
    layer.commands.some((command) => waysOf(command).some((way) => way.startsWith(`${name} `))),
  );
}

/** Every way to press it: "j | k" is two. */
export function waysOf(command: Pick<Command, "keys">): string[] {
  return command.keys?.split(" | ") ?? [];
}

/** How a key press is written: modifiers first, letters as they are typed. */
export function keyName(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
  const key = letter === " " ? "Space" : letter;
  const shifted = event.shiftKey && (key.length > 1 || event.ctrlKey || event.metaKey || event.altKey);
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shifted ? "Shift+" : ""}${
    event.ctrlKey || event.metaKey ? key.toLowerCase() : key
  }`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type);
}
