/** The switches over the pictures of a trace: which, coloured by what, and the search within it. */
import { useEffect, useRef, useState } from "react";
import { useCommands } from "../../lib/commands";
import { count } from "../../lib/units";
import { Segments, Switch } from "../../parts/Choices";
import { Field } from "../../parts/Field";
import { IconChevronDown, IconChevronUp } from "../../parts/icons";
import styles from "./trace.module.css";
import { COLOURINGS, type Colouring, type VIEWS } from "./view";

type ViewName = (typeof VIEWS)[number];

type Props = {
  view: ViewName;
  onView: (view: ViewName) => void;
  colour: Colouring;
  onColour: (colour: Colouring) => void;
  path: boolean;
  onPath: (path: boolean) => void;
  logs: number;
  find: string;
  onFind: (find: string) => void;
  /** Which of how many matches is selected; 0 for none. */
  place: number;
  found: number;
  onMatch: (step: 1 | -1) => void;
};

export function TraceTools(props: Props) {
  const { view, onView, colour, onColour, path, onPath, logs } = props;
  return (
    <div className={styles.tools}>
      <Segments
        label="View"
        size={24}
        value={view}
        onChange={onView}
        choices={[
          { value: "waterfall", label: "Waterfall" },
          { value: "flame", label: "Flame graph" },
          { value: "both", label: "Both" },
          { value: "table", label: "Table" },
          {
            value: "logs",
            label: (
              <>
                Logs <span className="t3">{count(logs)}</span>
              </>
            ),
          },
        ]}
      />
      <span className="vr" />
      <label className={styles.choose}>
        <span className="wide" aria-hidden="true">
          Colour by
        </span>
        <select
          aria-label="Colour by"
          value={colour}
          onChange={(event) => onColour(event.currentTarget.value as Colouring)}
        >
          {COLOURINGS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <IconChevronDown />
      </label>
      <Switch label="Critical path" checked={path} onChange={onPath} />
      <span className="sp" />
      <Find {...props} />
    </div>
  );
}

function Find({ find, onFind, place, found, onMatch }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(find);
  useEffect(() => setTyped(find), [find]);
  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useCommands([
    { id: "trace.find", label: "Find in this trace", group: "Trace", keys: "/ | Ctrl+f", run: focus },
    { id: "trace.match.next", label: "Next match", group: "Trace", keys: ".", run: () => onMatch(1) },
    { id: "trace.match.previous", label: "Previous match", group: "Trace", keys: ",", run: () => onMatch(-1) },
  ]);
  return (
    <search className={styles.find}>
      <Field
        label="Find in this trace"
        size={24}
        inputRef={input}
        value={typed}
        onChange={(next) => {
          setTyped(next);
          onFind(next);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") onMatch(event.shiftKey ? -1 : 1);
        }}
        end={
          find.trim() === "" ? undefined : (
            <>
              <span className="s11 nw" role="status">
                {place === 0 ? count(found) : `${count(place)} of ${count(found)}`}
              </span>
              <button
                type="button"
                aria-label="Previous match"
                title="Previous match (Shift+Enter)"
                onClick={() => onMatch(-1)}
              >
                <IconChevronUp />
              </button>
              <button type="button" aria-label="Next match" title="Next match (Enter)" onClick={() => onMatch(1)}>
                <IconChevronDown />
              </button>
            </>
          )
        }
      />
    </search>
  );
}
