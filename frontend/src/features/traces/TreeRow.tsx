import { type MouseEvent, memo } from "react";
import { css } from "../../charts/colours";
import { WATERFALL_ROW } from "../../charts/waterfall";
import { pinned } from "../../lib/pinning";
import { count, durationNs, plural } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import { IconChevronDown, IconChevronRight, IconCircleX } from "../../parts/icons";
import { lengthOf, nameOf, serviceOf } from "./spans";
import { thingOf } from "./thing";
import styles from "./trace.module.css";
import { isClosed, type Shown, type TreeActs } from "./waterfall-bars";

const INDENT = 14;
const DEEPEST = 12; // beyond, levels are two pixels each, so that deep trees keep their names

type Props = { id: string; row: number; shown: Shown; active: boolean; acts: TreeActs };

export const TreeRow = memo(
  function TreeRow({ id, row, shown, active, acts }: Props) {
    const { rows, model, colours, lit } = shown;
    const { spans } = model;
    const span = rows.span[row]!;
    const fold = model.folds.all[rows.fold[row]!];
    const depth = rows.depth[row]!;
    const holds = fold !== undefined || spans.descendants[span]! > 0;
    const closed = holds && isClosed(shown, row);
    const Chevron = closed ? IconChevronRight : IconChevronDown;
    const failed = fold ? fold.errors > 0 : spans.error[span] === 1;
    const toggle = (event: MouseEvent) => {
      event.stopPropagation();
      acts.onToggle(row, event.altKey);
    };
    const indent = 8 + Math.min(depth, DEEPEST) * INDENT + Math.max(0, depth - DEEPEST) * 2;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the tree around it has the focus
      <div
        id={id}
        role="treeitem"
        aria-level={depth + 1}
        aria-expanded={holds ? !closed : undefined}
        aria-selected={active}
        aria-label={said(shown, row)}
        {...pinned(thingOf(spans, span))}
        className={styles.row}
        title={`${nameOf(spans, span)}, ${serviceOf(spans, span)}`}
        data-dim={lit !== null && !isLit(shown, row)}
        style={{ top: row * WATERFALL_ROW }}
        onClick={() => acts.onSelect(span)}
        onDoubleClick={() => acts.onFit(row)}
      >
        <span className={styles.name} style={{ paddingLeft: indent }}>
          {holds ? (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the keys
            // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the arrows do the same
            <span className={styles.chevron} onClick={toggle} title="Alt and click: with all below">
              <Chevron />
            </span>
          ) : (
            <span className={styles.chevron} />
          )}
          <i className="dot" style={{ background: css(`c${colours.series[span]! + 1}`) }} />
          {failed && <IconCircleX className={styles.failed} />}
          <span className={failed ? "err el" : "t1 el"}>{nameOf(spans, span)}</span>
          <span className="t3 s11 el">{serviceOf(spans, span)}</span>
          {fold ? (
            <Badge>× {count(fold.members.length)}</Badge>
          ) : (
            closed && <Badge>{plural(spans.descendants[span]!, "span")}</Badge>
          )}
        </span>
      </div>
    );
  },
  (a, b) => a.shown === b.shown && a.active === b.active && a.row === b.row && a.id === b.id,
);

function isLit({ rows, model, lit }: Shown, row: number): boolean {
  const fold = model.folds.all[rows.fold[row]!];
  return lit === null || (fold ? fold.members.some((span) => lit[span] === 1) : lit[rows.span[row]!] === 1);
}

function said({ rows, model }: Shown, row: number): string {
  const { spans } = model;
  const span = rows.span[row]!;
  const fold = model.folds.all[rows.fold[row]!];
  const name = `${nameOf(spans, span)}, ${serviceOf(spans, span)}`;
  if (fold)
    return `${name}, ${count(fold.members.length)} times, ${durationNs(fold.total)} in all${fold.errors ? `, ${count(fold.errors)} failed` : ""}`;
  return `${name}, ${durationNs(lengthOf(spans, span))}${spans.error[span] === 1 ? ", failed" : ""}`;
}
