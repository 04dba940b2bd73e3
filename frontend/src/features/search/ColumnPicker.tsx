/** Which fields stand as columns beside each row. */
import { Popover } from "@mantine/core";
import { useState } from "react";
import { Button } from "../../parts/Button";
import { Check } from "../../parts/Choices";
import { Field } from "../../parts/Field";
import { IconColumns } from "../../parts/icons";
import styles from "./search.module.css";

type Props = { fields: readonly string[]; chosen: readonly string[]; onChange: (names: string[]) => void };

export function ColumnPicker({ fields, chosen, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [find, setFind] = useState("");
  const others = fields.filter((field) => !chosen.includes(field) && field.toLowerCase().includes(find.toLowerCase()));
  const toggle = (field: string) =>
    onChange(chosen.includes(field) ? chosen.filter((one) => one !== field) : [...chosen, field]);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus shadow="md" returnFocus>
      <Popover.Target>
        <Button
          size={24}
          kind="quiet"
          icon={<IconColumns />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          title="Choose columns"
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className={styles.columns}>
          <Field label="Find a field" size={24} value={find} onChange={setFind} autoFocus />
          <ul className="scroll">
            {[...chosen, ...others].map((field) => (
              <li key={field}>
                <Check label={field} checked={chosen.includes(field)} onChange={() => toggle(field)} />
                <button type="button" tabIndex={-1} className="mono el" title={field} onClick={() => toggle(field)}>
                  {field}
                </button>
              </li>
            ))}
            {chosen.length + others.length === 0 && <li className="t3">No field is called that.</li>}
          </ul>
          {chosen.length > 0 && (
            <Button size={24} kind="quiet" onClick={() => onChange([])}>
              Clear
            </Button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
