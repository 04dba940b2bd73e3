/** Panes side by side (or above each other), meeting at one-pixel lines that can be moved. */

import {
  Children,
  isValidElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useRef,
  useState,
} from "react";
import { useCommands } from "../lib/commands";
import { useRemembered } from "../lib/remember";
import { IconButton } from "./Button";
import { IconChevronLeft, IconChevronRight } from "./icons";
import styles from "./panes.module.css";

type PaneProps = {
  label: string;
  children: ReactNode;
  /** Pixels at first; a pane without a size takes the rest. May be a CSS length such as var(--r-facets). */
  size?: number | string;
  least?: number;
  most?: number;
  /** The element: main once a page, aside for what stands beside it. */
  as?: "main" | "aside" | "section";
};

/** One pane of `Panes`. */
export function Pane(_: PaneProps): ReactElement | null {
  return null; // Panes draws it, since its width and its edge belong together
}

type Props = {
  /** Sizes are remembered under this name. */
  name: string;
  way?: "across" | "down";
  children: ReactNode;
};

export function Panes({ name, way = "across", children }: Props) {
  const panes = Children.toArray(children).filter((child): child is ReactElement<PaneProps> => isValidElement(child));
  const [sizes, setSizes] = useRemembered<Record<string, number>>(`panes.${name}`, {});
  const [shut, setShut] = useRemembered<boolean>(`panes.${name}.shut`, false);
  const rest = panes.findIndex(({ props }) => props.size === undefined);
  const left = way === "across" && rest > 0 ? panes[0]!.props : null;
  const toggle = `${shut ? "Show" : "Hide"} ${left?.label.toLowerCase()}`;
  useCommands(
    left ? [{ id: "pane.left", label: toggle, group: "General", keys: "[", run: () => setShut(!shut) }] : [],
    "behind",
  );
  return (
    <div className={styles.panes} data-way={way}>
      {panes.map(({ props }, index) => {
        const { label, size, least = 160, most = 720 } = props;
        const hides = props === left;
        return (
          <Framed
            key={label}
            pane={props}
            way={way}
            size={sizes[label] ?? size}
            before={index < rest}
            shut={hides && shut}
          >
            {hides && (
              <span className={styles.hide}>
                <IconButton label={toggle} keys="[" size={24} onClick={() => setShut(!shut)}>
                  {shut ? <IconChevronRight /> : <IconChevronLeft />}
                </IconButton>
              </span>
            )}
            {size !== undefined && !(hides && shut) && (
              <Edge
                label={`Size of ${label}`}
                way={way}
                direction={index < rest ? 1 : -1}
                least={least}
                most={most}
                onSize={(pixels) => setSizes({ ...sizes, [label]: pixels })}
                onReset={() => setSizes(Object.fromEntries(Object.entries(sizes).filter(([other]) => other !== label)))}
              />
            )}
          </Framed>
        );
      })}
    </div>
  );
}

type FramedProps = {
  pane: PaneProps;
  way: "across" | "down";
  size: number | string | undefined;
  before: boolean;
  shut: boolean;
  children: ReactNode;
};

function Framed({ pane, way, size, before, shut, children }: FramedProps) {
  const { label, as: Element = "section" } = pane;
  const length = {
    [way === "across" ? "width" : "height"]: shut ? 29 : size,
    maxWidth: way === "across" ? "60%" : undefined,
  };
  return (
    <Element
      aria-label={label}
      id={Element === "main" ? "content" : undefined}
      tabIndex={Element === "main" ? -1 : undefined}
      className={styles.pane}
      data-edge={size === undefined ? undefined : before ? "end" : "start"}
      data-shut={shut || undefined}
      style={size === undefined ? { flex: "1 1 0" } : { flex: "none", ...length }}
    >
      {!shut && pane.children}
      {children}
    </Element>
  );
}

type EdgeProps = {
  label: string;
  way: "across" | "down";
  direction: 1 | -1;
  least: number;
  most: number;
  onSize: (pixels: number) => void;
  onReset: () => void;
};

function Edge({ label, way, direction, least, most, onSize, onReset }: EdgeProps) {
  const edge = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<{ from: number; size: number } | null>(null);
  const sizeNow = () => {
    const box = edge.current?.parentElement?.getBoundingClientRect();
    return (way === "across" ? box?.width : box?.height) ?? least;
  };
  const place = (event: PointerEvent) => (way === "across" ? event.clientX : event.clientY);
  const put = (pixels: number) => onSize(Math.round(Math.max(least, Math.min(most, pixels))));
  const keys = (event: KeyboardEvent) => {
    const [less, more] = way === "across" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    event.stopPropagation();
    put(sizeNow() + (event.key === more ? 1 : -1) * direction * (event.shiftKey ? 64 : 16));
  };
  return (
    <div
      ref={edge}
      role="separator"
      aria-label={label}
      aria-orientation={way === "across" ? "vertical" : "horizontal"}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={held?.size ?? least}
      tabIndex={0}
      className={styles.edge}
      data-held={held !== null}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld({ from: place(event), size: sizeNow() });
      }}
      onPointerMove={(event) => held && put(held.size + (place(event) - held.from) * direction)}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
      onDoubleClick={onReset}
      onKeyDown={keys}
    />
  );
}

/** The bar under the header: time range and search on the left, cost of the query and links on the right. */
export function ContextBar({ children }: { children: ReactNode }) {
  return (
    <section aria-label="Time range and query" className={styles.bar}>
      <div className={styles.context}>{children}</div>
    </section>
  );
}

/** The head of a pane. */
export function PaneHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <h2>{title}</h2>
      {children}
    </header>
  );
}

/** The foot of a pane: counts, keys. */
export function PaneFoot({ children }: { children: ReactNode }) {
  return <footer className={styles.foot}>{children}</footer>;
}

/** A word that gives way to a shorter one where the bar is narrow. */
export function Sized({ long, short }: { long: string; short: string }) {
  return (
    <>
      <span className={styles.long}>{long}</span>
      <span className={styles.short}>{short}</span>
    </>
  );
}
