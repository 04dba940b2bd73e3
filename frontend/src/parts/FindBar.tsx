import { useMemo, useRef, useState } from "react";
import { useCommands } from "../lib/commands";
import { count } from "../lib/units";
import { IconButton } from "./Button";
import { Field } from "./Field";
import { IconChevronDown, IconChevronUp, IconX } from "./icons";
import styles from "./list.module.css";

type Props<Row> = {
  rows: readonly Row[];
  text: (row: Row) => string;
  onFound: (index: number | null) => void;
  onClose: () => void;
};

/** The find of one list: Ctrl+F opens it, Enter and Shift+Enter go from match to match. */
export function FindBar<Row>({ rows, text, onFound, onClose }: Props<Row>) {
  const [open, setOpen] = useState(false);
  const [find, setFind] = useState("");
  const place = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const matches = useMemo(() => matching(rows, text, find), [rows, text, find]);
  useCommands([
    {
      id: "list.find",
      label: "Find in this list",
      group: "Rows",
      keys: "Ctrl+f",
      run: () => {
        setOpen(true);
        input.current?.select();
      },
    },
  ]);
  if (!open) return null;
  const go = (step: number) => {
    if (matches.length === 0) return;
    place.current = (place.current + step + matches.length) % matches.length;
    onFound(matches[place.current]!);
  };
  const close = () => {
    setOpen(false);
    onFound(null);
    onClose();
  };
  return (
    <search className={styles.find}>
      <Field
        label="Find in this list"
        value={find}
        size={24}
        autoFocus
        inputRef={input}
        onChange={(next) => {
          setFind(next);
          place.current = -1;
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") close();
        }}
        end={
          <span className="s11 nw">
            {find ? `${matches.length ? place.current + 1 : 0} of ${count(matches.length)}` : ""}
          </span>
        }
      />
      <IconButton label="Previous match" size={24} onClick={() => go(-1)}>
        <IconChevronUp />
      </IconButton>
      <IconButton label="Next match" size={24} onClick={() => go(1)}>
        <IconChevronDown />
      </IconButton>
      <IconButton label="Close find" size={24} onClick={close}>
        <IconX />
      </IconButton>
    </search>
  );
}

/** The places of the rows whose text contains what is looked for, in any case. */
export function matching<Row>(rows: readonly Row[], text: (row: Row) => string, find: string): number[] {
  const wanted = find.trim().toLowerCase();
  if (!wanted) return [];
  return rows.flatMap((row, index) => (text(row).toLowerCase().includes(wanted) ? [index] : []));
}
