/** What stands in the rows of the heap: names, sizes with their share, changes. */

import type { ReactNode } from "react";
import type { Thing } from "../../api/types";
import { css } from "../../charts/colours";
import { bytes, count } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import { IconChevronRight } from "../../parts/icons";
import styles from "./heap.module.css";
import { edgeText, shortPlace, shown } from "./text";
import type { Mark } from "./tree";

const INDENT = 14; // pixels a level

/** A row's place in its tree, and what opens it. */
export function Branching({
  level,
  open,
  label,
  onToggle,
  children,
}: {
  level: number;
  open: boolean | undefined;
  label: string;
  onToggle: () => void;
  children: ReactNode;
}) {
  return (
    <span className={styles.name} style={{ paddingLeft: Math.min(level, 24) * INDENT }}>
      {open === undefined ? (
        <i className={styles.leaf} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.chevron}
          aria-label={`${open ? "Close" : "Open"} ${label}`}
          data-open={open}
          onClick={onToggle}
        >
          <IconChevronRight />
        </button>
      )}
      {children}
    </span>
  );
}

/** A class as DevTools names it, and where its constructor stands where several have that name. */
export function ClassName({ name, at }: { name: string; at: string }) {
  return (
    <>
      <bdi className={`mono t1 el ${styles.class}`} title={shown(name, 1000)}>
        {shown(name) || "(no name)"}
      </bdi>
      {at && (
        <bdi className="t3 s11 el" title={shown(at)}>
          {shortPlace(shown(at))}
        </bdi>
      )}
    </>
  );
}

type ThingProps = { thing: Thing; mark?: Mark; again?: boolean; stacked?: boolean };

/** An object: by what it is reached, what it is, its id, its file. Of these only names are cut. */
export function ThingName({ thing, mark = "", again, stacked = false }: ThingProps) {
  const { edge, edge_type, name, id, at, detached, type } = thing;
  const place = at && (
    <bdi className={`s11 el ${styles.at}`} title={shown(at)}>
      {shortPlace(shown(at))}
    </bdi>
  );
  const line = (
    <>
      <span className={`mono el ${styles.thing}`}>
        {edge && (
          <>
            <bdi className={styles.edge} data-quiet={QUIET.has(edge_type)}>
              {edgeText(edge)}
            </bdi>
            <span className="t3">{" :: "}</span>
          </>
        )}
        <bdi className={TEXTS.has(type) ? styles.text : "t1"}>{shown(name) || "(no name)"}</bdi>
      </span>
      {!stacked && <span className="mono t3 nosh"> @{id}</span>}
      {again && <Badge title="It is on the way to itself: going on would lead around.">around</Badge>}
      {detached && <Badge tone="warn">detached</Badge>}
    </>
  );
  return (
    <>
      {mark && (
        <span className={mark === "new" ? styles.new : styles.deleted} title={mark === "new" ? "New" : "Deleted"}>
          {mark === "new" ? "+" : "−"}
          <span className="hidden-text">{mark}</span>
        </span>
      )}
      <span className={styles.object} data-stacked={stacked} title={titleOf(thing)}>
        {stacked ? (
          <>
            <span className={styles.line}>{line}</span>
            <span className={styles.line}>
              <span className="mono t3 s11 nosh"> @{id}</span>
              {place}
            </span>
          </>
        ) : (
          <>
            {line}
            {place}
          </>
        )}
      </span>
    </>
  );
}

const TEXTS = new Set(["string", "concatenated string", "sliced string"]);
const QUIET = new Set(["internal", "hidden", "shortcut", "weak"]);

function titleOf({ name, edge, edge_type, class_name, id, at }: Thing): string {
  const reached = edge ? `${edge} (${edge_type}) :: ` : "";
  const whole = `${reached}${name} @${id}${class_name && class_name !== name ? `, ${class_name}` : ""}`;
  return shown(at ? `${whole}, ${at}` : whole, 1000);
}

/** A size, its share of the heap, and the share as a bar. */
export function Size({ value, of, bar = true }: { value: number; of: number; bar?: boolean }) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  return (
    <span className={styles.size}>
      {bar && (
        <i aria-hidden="true">
          <i style={{ width: `${share * 100}%` }} />
        </i>
      )}
      <span className={styles.share}>{shareText(share)}</span>
      <span className="t1">{bytes(value)}</span>
    </span>
  );
}

export const shareText = (share: number): string =>
  share === 0 ? "" : share < 0.0005 ? "< 0.1 %" : `${(share * 100).toFixed(1)} %`;

/** "+ 41 400", "− 12", "0". */
export function Delta({
  value,
  write = count,
  big,
}: {
  value: number;
  write?: (value: number) => string;
  big?: boolean;
}) {
  if (value === 0) return <span className="t3">0</span>;
  return (
    <span className={big ? (value > 0 ? styles.more : styles.less) : "t2"}>
      {value > 0 ? "+" : "−"} {write(Math.abs(value))}
    </span>
  );
}

/** A change of size and its bar, as long as the largest is. */
export function GrowthBar({ value, largest }: { value: number; largest: number }) {
  const big = Math.abs(value) > largest * 0.02;
  return (
    <span className={styles.growth}>
      <i aria-hidden="true">
        <i
          style={{
            width: `${largest > 0 ? Math.max(value === 0 ? 0 : 1, (Math.abs(value) / largest) * 100) : 0}%`,
            background: css(big && value > 0 ? "during" : "before"),
          }}
        />
      </i>
      <Delta value={value} write={bytes} big={big} />
    </span>
  );
}

/** Steps from the roots; "system" where only V8 itself holds it, as DevTools has it. */
export function Distance({ value }: { value: number | null }) {
  return value === null ? <span className="t3">system</span> : count(value);
}
