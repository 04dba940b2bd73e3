/** Choosing one of a pod's snapshots by its number and moment. */

import { Menu } from "@mantine/core";
import { css } from "../../charts/colours";
import { clock } from "../../lib/time";
import { bytes } from "../../lib/units";
import { Button } from "../../parts/Button";
import { IconChevronDown } from "../../parts/icons";
import styles from "./heap.module.css";
import { type Numbered, sinceStart } from "./snapshots";
import type { Heap } from "./useHeap";

type Props = {
  label: string;
  heap: Heap;
  value: Numbered;
  tone: "before" | "during";
  onChange: (name: string) => void;
};

export function SnapshotChoice({ label, heap, value, tone, onChange }: Props) {
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button size={24} aria-label={`${label}: ${value.number}, ${momentOf(value, heap.begun)}`}>
          <i className="dot" style={{ background: css(tone) }} />
          {value.number}, {momentOf(value, heap.begun)}
          <IconChevronDown className={styles.down} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {heap.pod.snapshots.map((one) => (
          <Menu.Item
            key={one.name}
            aria-current={one === value || undefined}
            leftSection={<SnapshotNumber number={one.number} tone={toneOf(one, heap)} />}
            rightSection={<span className="s11 t3">{bytes(one.heap_bytes)}</span>}
            onClick={() => onChange(one.name)}
          >
            {momentOf(one, heap.begun)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** "+ 2 h" after the process began, else the clock. */
export const momentOf = ({ time }: Numbered, begun: number | null): string =>
  begun === null ? clock(time, "minutes") : sinceStart(time, begun);

export type Tone = "before" | "during" | undefined;

/** Which of the two that are looked at a snapshot is. */
export function toneOf(one: Numbered, { snapshot, base, shown, view }: Heap): Tone {
  const two = shown === "compare" && view.over === "two";
  if (two && one.name === base?.name) return "before";
  return one.name === snapshot.name && (two || shown !== "compare") ? "during" : undefined;
}

/** The same in a word, since colour never stands alone. */
export const sideOf = (tone: Tone, { shown, view }: Heap): string =>
  shown === "compare" && view.over === "two" && tone ? (tone === "before" ? "base" : "compared") : "";

export function SnapshotNumber({ number, tone }: { number: number; tone: Tone }) {
  return (
    <span className={styles.number} data-tone={tone}>
      {number}
    </span>
  );
}
