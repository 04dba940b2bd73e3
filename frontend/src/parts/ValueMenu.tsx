import { Menu } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { copyText } from "./CopyLink";
import { IconBan, IconChartBar, IconColumns, IconCopy, IconFilter, IconMathGreater, IconMathLower } from "./icons";

/** What can be done with a value here; what is left out is not offered. */
export type ValueActions = {
  only?: () => void;
  without?: () => void;
  countBy?: () => void;
  addColumn?: () => void;
  moreThan?: () => void;
  lessThan?: () => void;
  /** More of the same place: "Matching traces". */
  more?: { label: string; icon?: ReactNode; run: () => void }[];
};

type Props = {
  field: string;
  value: string | number | boolean;
  /** As it is written on the page, if not as it is. */
  shown?: string;
  actions: ValueActions;
  children: ReactElement;
};

/** The menu of a value: the same wherever a value stands. */
export function ValueMenu({ field, value, shown, actions, children }: Props) {
  const text = shown ?? String(value);
  const brief = text.length > 32 ? `${text.slice(0, 31)}…` : text;
  const number = typeof value === "number";
  return (
    <Menu position="bottom-start" width={232} withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown aria-label={`${field} ${brief}`}>
        {actions.only && <Item icon={<IconFilter />} label={`Only ${brief}`} run={actions.only} />}
        {actions.without && <Item icon={<IconBan />} label="Without it" run={actions.without} />}
        {number && actions.moreThan && (
          <Item icon={<IconMathGreater />} label={`More than ${brief}`} run={actions.moreThan} />
        )}
        {number && actions.lessThan && (
          <Item icon={<IconMathLower />} label={`Less than ${brief}`} run={actions.lessThan} />
        )}
        {actions.countBy && <Item icon={<IconChartBar />} label={`Count by ${field}`} run={actions.countBy} />}
        {actions.addColumn && <Item icon={<IconColumns />} label="Add as column" run={actions.addColumn} />}
        {actions.more?.map(({ label, icon, run }) => (
          <Item key={label} icon={icon} label={label} run={run} />
        ))}
        <Item icon={<IconCopy />} label="Copy" run={() => void copyText(String(value))} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ icon, label, run }: { icon: ReactNode; label: string; run: () => void }) {
  return (
    <Menu.Item leftSection={icon} onClick={run}>
      {label}
    </Menu.Item>
  );
}
