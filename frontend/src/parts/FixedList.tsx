/**
 * Long lists of rows that are all equally high: only what is visible is drawn, so 200,000 rows scroll like 20.
 * j k and the arrows move, Enter opens, Ctrl+F finds in the rows that are there (the browser's own find cannot).
 */

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { type Pinnable, pinned } from "../lib/pinning";
import { FindBar } from "./FindBar";
import { IconArrowDown, IconArrowUp } from "./icons";
import styles from "./list.module.css";

export type Column<Row> = {
  key: string;
  title: ReactNode;
  /** A track of a CSS grid: "120px", "minmax(160px, 1fr)". */
  width: string;
  align?: "right";
  /** What the head means, for the pointer. */
  hint?: string;
  render: (row: Row, index: number) => ReactNode;
  /** How many columns it takes in this row: those after it that have nothing to say there. One, unless it says. */
  span?: (row: Row) => number;
  /** Sorting by this column: what a click asks for. */
  sort?: { state: "ascending" | "descending" | "none"; onSort: () => void };
};

type Props<Row> = {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string | number;
  height?: 22 | 26 | 32 | 58;
  /** Rows of cells under heads; or `render` for rows of one piece. */
  columns?: Column<Row>[];
  render?: (row: Row, index: number) => ReactNode;
  selected?: string | number | null;
  onOpen: (row: Row, index: number) => void;
  /** The row under the keyboard, for a crosshair that follows it. */
  onActive?: (row: Row | null, index: number) => void;
  /** What Ctrl+F looks at. */
  text?: (row: Row) => string;
  /** Asked when the end is near. */
  onEnd?: () => void;
  rowStyle?: (row: Row) => CSSProperties | undefined;
  /** What a row is when it is pinned. */
  thing?: (row: Row) => Pinnable | undefined;
  dimmed?: boolean;
  /** More keys of this list, with the row that is outlined; true when it took the key, and then the row is shown. */
  onKey?: (event: KeyboardEvent, row: Row | undefined, index: number) => boolean;
  /** What the rows answer: when it is another question, the list begins at its top again. */
  answers?: string;
  /** Bring this row into view when it changes. */
  show?: string | number | null;
  /** Rows of a tree: right opens and goes in, left shuts and goes out. A row that is neither open nor shut has no end. */
  tree?: { level: (row: Row) => number; open: (row: Row) => boolean | undefined; onToggle: (row: Row) => void };
};

export function FixedList<Row>(props: Props<Row>) {
  const { label, rows, rowKey, columns, selected, text, dimmed } = props;
  const list = useList(props);
  const { scroller, id, active, setActive, activate, keys } = list;
  const [found, setFound] = useState<number | null>(null);
  const tracks = columns?.map((column) => column.width).join(" ");
  const grid = props.tree ? "treegrid" : "grid";
  const roles = columns ? { role: grid, "aria-rowcount": rows.length + 1 } : { role: "listbox" };
  const onFound = (index: number | null) => {
    setFound(index);
    if (index !== null) activate(index);
  };
  const onFocus = () => {
    if (active >= 0 || rows.length === 0) return;
    setActive(
      Math.max(
        0,
        rows.findIndex((row, index) => rowKey(row, index) === selected),
      ),
    );
  };
  return (
    <div className={styles.frame}>
      {text && <FindBar rows={rows} text={text} onFound={onFound} onClose={() => scroller.current?.focus()} />}
      <div
        ref={scroller}
        {...roles}
        aria-label={label}
        aria-busy={dimmed || undefined}
        aria-activedescendant={active >= 0 && active < rows.length ? `${id}-${active}` : undefined}
        className={`${styles.body} ${dimmed ? "dimmed" : ""}`}
        tabIndex={0}
        onKeyDown={keys}
        onFocus={onFocus}
      >
        {columns && <Head columns={columns} tracks={tracks!} />}
        <div style={{ height: list.height, position: "relative" }} role={columns ? "rowgroup" : "presentation"}>
          {list.items.map(({ index, start }) => (
            <RowOf
              key={rowKey(rows[index]!, index)}
              {...props}
              row={rows[index]!}
              index={index}
              top={start}
              id={`${id}-${index}`}
              tracks={tracks}
              active={index === active}
              found={index === found}
              onActive={() => setActive(index)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** What is drawn of the rows, which of them is active, and the keys that move it. */
function useList<Row>(props: Props<Row>) {
  const { rows, height = 26, columns, onOpen, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { active, setActive } = useActive(props);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    useFlushSync: false,
    // Rows begin below the head, which the list does not count: what it brings to the end stands that much lower.
    scrollPaddingEnd: columns ? HEAD : 0,
  });
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) onEnd?.();
  }, [last, rows.length, onEnd]);
  useTop(scroller, props.answers, () => setActive(-1));
  useShown(props, (index) => {
    setActive(index);
    // What was out of sight comes among its neighbours; what is in sight stays where it is.
    const { range } = list;
    const seen = range !== null && index >= range.startIndex && index <= range.endIndex;
    list.scrollToIndex(index, { align: seen ? "auto" : "center" });
  });
  const activate = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    if (!rows[next]) return;
    setActive(next);
    list.scrollToIndex(next, { align: "auto" });
    props.onActive?.(rows[next], next);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && isPressed(event.target) && event.key === "Enter") return;
    if (props.onKey?.(event, rows[active], active)) {
      if (rows[active]) list.scrollToIndex(active, { align: "auto" });
      return event.preventDefault();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const aside = props.tree && !event.shiftKey ? sideways(event.key, rows, active, props.tree) : null;
    if (aside !== null && rows[active]) {
      if (aside === active) props.tree!.onToggle(rows[active]);
      else activate(aside);
      event.preventDefault();
      return event.stopPropagation();
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const target = movement(event.key, active, page, rows.length);
    if (target !== null) activate(target);
    else if ((event.key === "Enter" || event.key === "o") && rows[active]) onOpen(rows[active], active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { scroller, id: useId(), active, setActive, activate, keys, items, height: list.getTotalSize() };
}

/** The active row stays the same one when others come before it; when it is gone, the first is. */
function useActive<Row>({ rows, rowKey }: Props<Row>) {
  const [active, set] = useState(-1);
  const key = useRef<string | number | null>(null);
  const setActive = (index: number) => {
    key.current = rows[index] === undefined ? null : rowKey(rows[index], index);
    set(index);
  };
  const row = rows[active];
  const moved = active >= 0 && key.current !== null && (row === undefined || rowKey(row, active) !== key.current);
  useEffect(() => {
    if (!moved || rows.length === 0) return;
    const index = rows.findIndex((one, place) => rowKey(one, place) === key.current);
    if (index < 0) key.current = rowKey(rows[0]!, 0);
    set(Math.max(0, index));
  }, [moved, rows, rowKey]);
  return { active, setActive };
}

const HEAD = 26;

/** Enter presses what can be pressed; a cell, which has the focus after a click on it, is only a part of its row. */
const isPressed = (target: HTMLElement) => target.closest("button, a, input, textarea, [role=menu]") !== null;

type RowProps<Row> = Omit<Props<Row>, "onActive"> & {
  row: Row;
  index: number;
  top: number;
  id: string;
  tracks: string | undefined;
  active: boolean;
  found: boolean;
  onActive: () => void;
};

function RowOf<Row>({ row, index, top, id, tracks, active, found, onActive, ...props }: RowProps<Row>) {
  const { columns, height = 26, rowKey, selected, render, rowStyle, onOpen } = props;
  const { tree } = props;
  const place = tree && { "aria-level": tree.level(row) + 1, "aria-expanded": tree.open(row) };
  const roles = columns ? { role: "row", "aria-rowindex": index + 2, ...place } : { role: "option" };
  return (
    <div
      id={id}
      {...roles}
      aria-selected={rowKey(row, index) === selected}
      {...pinned(props.thing?.(row))}
      className={styles.row}
      data-grid={!!columns}
      data-active={active}
      data-found={found || undefined}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: tracks, ...rowStyle?.(row) }}
      onClick={(event) => {
        onActive();
        if (!(event.target as HTMLElement).closest("button, a, input, [role=menu]")) onOpen(row, index);
      }}
    >
      {columns
        ? cellsOf(columns, row).map(({ column, span }) => (
            <div
              key={column.key}
              role="gridcell"
              tabIndex={-1}
              className={column.align && styles.right}
              {...(span > 1 ? { "aria-colspan": span, style: { gridColumn: `span ${span}` } } : {})}
            >
              {column.render(row, index)}
            </div>
          ))
        : render?.(row, index)}
    </div>
  );
}

/** The cells of a row: one that takes more columns leaves no cell to those. */
export function cellsOf<Row>(columns: readonly Column<Row>[], row: Row): { column: Column<Row>; span: number }[] {
  const cells: { column: Column<Row>; span: number }[] = [];
  for (let index = 0; index < columns.length; ) {
    const column = columns[index]!;
    const span = Math.max(1, Math.min(column.span?.(row) ?? 1, columns.length - index));
    cells.push({ column, span });
    index += span;
  }
  return cells;
}

/** Where a key moves from the active row; null for a key that does not move. */
export function movement(key: string, active: number, page: number, rows: number): number | null {
  switch (key) {
    case "j":
    case "ArrowDown":
      return active + 1;
    case "k":
    case "ArrowUp":
      return active - 1;
    case "PageDown":
      return active + page;
    case "PageUp":
      return active - page;
    case "Home":
      return 0;
    case "End":
      return rows - 1;
    default:
      return null;
  }
}

/** Where left and right lead in a tree; the row itself where they open or shut it; null for other keys. */
export function sideways<Row>(
  key: string,
  rows: readonly Row[],
  active: number,
  tree: Pick<NonNullable<Props<Row>["tree"]>, "level" | "open">,
): number | null {
  const row = rows[active];
  if ((key !== "ArrowLeft" && key !== "ArrowRight") || row === undefined) return null;
  const [level, open] = [tree.level(row), tree.open(row)];
  if (key === "ArrowRight") return open === false ? active : open ? Math.min(active + 1, rows.length - 1) : null;
  if (open) return active;
  const above = rows.slice(0, active).findLastIndex((one) => tree.level(one) < level);
  return above < 0 ? null : above;
}

function useShown<Row>({ show, rows, rowKey }: Props<Row>, bring: (index: number) => void): void {
  const shown = useRef<string | number | null>(null);
  useEffect(() => {
    if (show === null || show === undefined || show === shown.current) return;
    const index = rows.findIndex((row, place) => rowKey(row, place) === show);
    if (index < 0) return;
    shown.current = show;
    bring(index);
  });
}

/** Where a list answers another question than before, it begins at its top: the place in the old one means nothing. */
export function useTop(scroller: RefObject<HTMLElement | null>, answers?: string, onTop?: () => void): void {
  const before = useRef(answers);
  useEffect(() => {
    if (before.current === answers) return;
    before.current = answers;
    if (scroller.current) scroller.current.scrollTop = 0;
    onTop?.();
  });
}

function Head<Row>({ columns, tracks }: { columns: Column<Row>[]; tracks: string }) {
  return (
    <div role="rowgroup" className={styles.heads}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: heads are reached through their buttons */}
      <div role="row" className={styles.head} style={{ gridTemplateColumns: tracks }} aria-rowindex={1}>
        {columns.map(({ key, title, align, sort, hint }) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
          <div key={key} role="columnheader" aria-sort={sort?.state} className={align && styles.right} title={hint}>
            {sort ? (
              <button type="button" onClick={sort.onSort}>
                {title}
                {sort.state === "ascending" && <IconArrowUp />}
                {sort.state === "descending" && <IconArrowDown />}
              </button>
            ) : (
              title
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
