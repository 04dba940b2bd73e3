/** The graph: services as boxes, calls as lines, in layers from left to right. Real elements, so that each has a name. */
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { useSize } from "../../lib/useSize";
import { IconButton } from "../../parts/Button";
import { IconMaximize, IconMinus, IconPlus } from "../../parts/icons";
import { CallLabel, CallLine, LINES } from "./CallLine";
import { fitted, useCamera, zoomed } from "./camera";
import { NodeBox } from "./NodeBox";
import { neighbour, type Picture, type Way } from "./picture";
import styles from "./services.module.css";
import type { Camera, Opened } from "./view";

type Props = {
  picture: Picture;
  label: string;
  opened: Opened;
  camera: Camera | null;
  onCamera: (camera: Camera | null) => void;
  onNode: (id: string) => void;
  onCall: (caller: string, callee: string) => void;
  dimmed: boolean;
};

const TONES = ["same", "error", "during", "before", "path"] as const;
const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

export function GraphView(props: Props) {
  const { picture, label, opened, onNode, onCall, dimmed } = props;
  const [box, size] = useSize<HTMLDivElement>();
  const whole = useMemo(() => fitted(picture, size), [picture, size]);
  const { shown, move, hand } = useCamera(box, props.camera ?? whole, props.onCamera);
  const { active, setActive, hold, keys } = useFocus(picture, opened, onNode);
  useCommands([
    {
      id: "graph.in",
      label: "Graph larger",
      group: "Graph",
      keys: "+ | =",
      run: () => move(zoomed(shown, size, 1.25)),
    },
    { id: "graph.out", label: "Graph smaller", group: "Graph", keys: "-", run: () => move(zoomed(shown, size, 0.8)) },
    { id: "graph.fit", label: "Whole graph", group: "Graph", keys: "0", run: () => props.onCamera(null) },
  ]);
  return (
    <div ref={box} className={`${styles.canvas} ${dimmed ? "dimmed" : ""}`} {...hand}>
      <svg width="100%" height="100%" role="group" aria-label={label} onKeyDown={keys}>
        <defs>
          {TONES.map((tone) => (
            <marker
              key={tone}
              id={`arrow-${tone}`}
              viewBox="0 0 8 8"
              refX="6"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 .6L7.4 4 0 7.4z" fill={css(LINES[tone] ?? tone)} />
            </marker>
          ))}
        </defs>
        {size.width > 0 && (
          <g transform={`translate(${shown.x} ${shown.y}) scale(${shown.size})`}>
            <Drawing
              picture={picture}
              opened={opened}
              active={active}
              hold={hold}
              onActive={setActive}
              onNode={onNode}
              onCall={onCall}
            />
          </g>
        )}
      </svg>
      <div className={styles.zoom}>
        <IconButton label="Larger" keys="+" size={24} onClick={() => move(zoomed(shown, size, 1.25))}>
          <IconPlus />
        </IconButton>
        <IconButton label="Smaller" keys="-" size={24} onClick={() => move(zoomed(shown, size, 0.8))}>
          <IconMinus />
        </IconButton>
        <IconButton label="Whole graph" keys="0" size={24} onClick={() => props.onCamera(null)}>
          <IconMaximize />
        </IconButton>
      </div>
    </div>
  );
}

type DrawingProps = Pick<Props, "picture" | "opened" | "onNode" | "onCall"> & {
  active: string | null;
  hold: (id: string, element: SVGGElement | null) => void;
  onActive: (id: string) => void;
};

/** Drawn anew when something in it changes, and not while one moves over it. */
const Drawing = memo(({ picture, opened, active, hold, onActive, onNode, onCall }: DrawingProps) => {
  const chosen = opened && "node" in opened ? opened.node : null;
  const call = opened && "caller" in opened ? opened : null;
  return (
    <>
      {picture.calls.map((one) => (
        <CallLine
          key={one.key}
          drawn={one}
          chosen={call?.caller === one.call.caller && call.callee === one.call.callee}
          onOpen={() => onCall(one.call.caller, one.call.callee)}
        />
      ))}
      {picture.calls
        .filter((one) => one.label !== "")
        .map((one) => (
          <CallLabel key={one.key} drawn={one} onOpen={() => onCall(one.call.caller, one.call.callee)} />
        ))}
      {picture.nodes.map((one) => (
        <NodeBox
          key={one.node.id}
          drawn={one}
          chosen={chosen === one.node.id || call?.caller === one.node.id || call?.callee === one.node.id}
          tabbable={one.node.id === active}
          hold={hold}
          onFocus={() => onActive(one.node.id)}
          onOpen={() => onNode(one.node.id)}
        />
      ))}
    </>
  );
});

/** One box at a time is in the order of Tab; the arrow keys go from box to box. */
function useFocus(picture: Picture, opened: Opened, onNode: (id: string) => void) {
  const boxes = useRef(new Map<string, SVGGElement>());
  const [wanted, setActive] = useState<string | null>(null);
  const first = picture.nodes[0]?.node.id ?? null;
  const target = opened && ("node" in opened ? opened.node : opened.callee);
  useEffect(() => setActive((before) => target ?? before), [target]);
  const there = picture.nodes.some(({ node }) => node.id === wanted);
  const active = there ? wanted : first;
  const keys = (event: KeyboardEvent) => {
    if (active === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" || event.key === " ") {
      if (!(event.target as Element).closest("[data-node]")) return;
      onNode(active);
    } else if (ARROWS.has(event.key)) {
      const next = neighbour(picture, active, event.key as Way);
      if (next) {
        setActive(next);
        boxes.current.get(next)?.focus();
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const hold = useCallback((id: string, element: SVGGElement | null) => {
    if (element) boxes.current.set(id, element);
    else boxes.current.delete(id);
  }, []);
  return { active, setActive, hold, keys };
}
