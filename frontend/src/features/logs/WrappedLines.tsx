/** Lines at full length. Each height is measured, which is why rows of one height are the usual case. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useIncident } from "../../api/surface";
import { hover } from "../../charts/bus";
import { css } from "../../charts/colours";
import { movement, useTop } from "../../parts/FixedList";
import { Note } from "../../parts/States";
import { Level, LineText } from "../search/LineText";
import { levelTokens } from "../search/line-pieces";
import styles from "./logs.module.css";
import { Moment, momentWidth, needDays } from "./Moment";
import type { LinesAnswer } from "./useLines";

const MOST = 4000;

type Props = {
  answer: LinesAnswer;
  /** What the lines answer: at another question they begin at the top. */
  answers: string;
  selected: number | null;
  onOpen: (no: number) => void;
};

export function WrappedLines({ answer, answers, selected, onOpen }: Props) {
  const { now } = useIncident();
  const lines = answer.lines.slice(0, MOST);
  const dated = needDays(lines, now);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 26,
    overscan: 10,
    useFlushSync: false,
  });
  useTop(scroller, answers, () => setActive(-1));
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { older } = answer;
  useEffect(() => {
    if (last >= lines.length - 20 && lines.length < MOST) older();
  }, [last, lines.length, older]);
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = movement(event.key, active, 10, lines.length);
    const line = lines[target === null ? active : Math.max(0, Math.min(lines.length - 1, target))];
    if (target !== null && line) {
      setActive(lines.indexOf(line));
      list.scrollToIndex(lines.indexOf(line), { align: "auto" });
      hover(line.time);
    } else if (event.key === "Enter" && line) onOpen(line.no);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      {answer.lines.length > MOST && (
        <Note tone="warn">The first {MOST} lines are wrapped. Without wrapping all are listed.</Note>
      )}
      <div
        ref={scroller}
        role="listbox"
        aria-label="Lines"
        tabIndex={0}
        className={styles.wrapped}
        style={{ "--time": `${momentWidth(dated)}px` } as React.CSSProperties}
        data-dim={answer.updating}
        onKeyDown={keys}
      >
        <div style={{ height: list.getTotalSize(), position: "relative" }} role="presentation">
          {items.map(({ index, start, key }) => {
            const line = lines[index]!;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list around it has the focus
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                role="option"
                aria-selected={line.no === selected}
                data-active={index === active}
                style={
                  {
                    transform: `translateY(${start}px)`,
                    "--level": css(levelTokens(line.level).token),
                  } as React.CSSProperties
                }
                onClick={() => onOpen(line.no)}
                onPointerEnter={() => hover(line.time)}
              >
                <Moment line={line} dated={dated} />
                <Level level={line.level} />
                <span className={styles.service}>{line.service}</span>
                <LineText line={line} />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
