/** The cockpit's keys, for one hand beside the call. */

import { type Command, useCommands } from "../../lib/commands";
import { usePresent } from "../presenting/usePresent";
import type { Deck } from "./deck";
import { nextStep } from "./steps";
import { useHintKey } from "./useHintKey";

export function useKeys(deck: Deck, onKeys: () => void): void {
  const { cockpit, press, ask, change, view, hidden } = deck;
  const hint = useHintKey(deck);
  const present = usePresent(deck);
  const { runs, notes } = cockpit.you;
  const live = cockpit.state === "live" || cockpit.state === "paused";
  const next = nextStep(cockpit);
  const step: Command[] = next
    ? [
        {
          id: "cockpit.next",
          label: next.kind === "begin" ? `${next.label}: ${next.title.replace(" (d)", "")}` : next.title,
          group: "Clock",
          keys: "d",
          run: () => (next.kind === "end" ? ask({ kind: "end" }) : void press(`commands/${next.kind}`, next.told)),
        },
      ]
    : [];
  const own: Command[] = [
    {
      id: "cockpit.green",
      label: "Green flag",
      group: "Notes",
      keys: "g",
      run: () => !hidden && ask({ kind: "flags", colour: "green" }),
    },
    {
      id: "cockpit.red",
      label: "Red flag",
      group: "Notes",
      keys: "r",
      run: () => !hidden && ask({ kind: "flags", colour: "red" }),
    },
  ];
  const drawer = (name: "solution" | "rubric") => change({ drawer: view.drawer === name ? "" : name });
  useCommands([
    ...(runs && live ? leadCommands(deck, hint) : []),
    ...(runs ? [...present.commands, ...step] : []),
    ...(notes ? own : []),
    { id: "cockpit.solution", label: "Solution document", group: "Panes", keys: "s", run: () => drawer("solution") },
    { id: "cockpit.rubric", label: "Rubric", group: "Panes", keys: "c", run: () => drawer("rubric") },
    {
      id: "cockpit.follow",
      label: "Follow the candidate's view",
      group: "Panes",
      keys: "f",
      run: () => change({ follow: !view.follow }),
    },
    {
      id: "cockpit.close",
      label: "Close the drawer",
      group: "Panes",
      keys: "Escape",
      run: () => change({ drawer: "" }),
    },
    { id: "keys", label: "All keys", group: "General", keys: "?", run: onKeys },
  ]);
}

/** What only the lead does while the hour runs. */
function leadCommands({ cockpit, desk, press, ask }: Deck, hint: (aloud: boolean) => void): Command[] {
  const line = cockpit.script.find(({ phase, said }) => phase === cockpit.clock.phase && !said);
  return [
    {
      id: "cockpit.hint",
      label: "Give the hint that is due (hold while the candidate is active)",
      group: "Hints",
      keys: "h",
      run: () => hint(false),
    },
    { id: "cockpit.aloud", label: "Read the hint that is due aloud", group: "Hints", keys: "H", run: () => hint(true) },
    {
      id: "cockpit.silence",
      label: "Count thirty seconds of silence",
      group: "Hints",
      keys: "t",
      run: () => void press("silence"),
    },
    {
      id: "cockpit.pause",
      label: cockpit.state === "paused" ? "Go on" : "Pause: asks for the reason",
      group: "Clock",
      keys: "Space",
      run: () => (cockpit.state === "paused" ? void press("commands/resume") : ask({ kind: "pause" })),
    },
    {
      id: "cockpit.mitigation",
      label: "Mitigation proposed",
      group: "Path",
      keys: "m",
      run: () => desk && void press("mitigated", { scenario: desk.number, proposed: desk.mitigated === null }),
    },
    {
      id: "cockpit.say",
      label: "Tick the next line off",
      group: "Script",
      keys: "a",
      run: () =>
        line &&
        void (line.topic === null
          ? press("say", { line: line.id, said: true })
          : press("discuss", { scenario: 0, topic: line.topic, asked: true, mark: null })),
    },
  ];
}
