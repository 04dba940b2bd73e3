import { useMemo, useRef } from "react";
import type { Catalogue, Metric } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { count, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Check } from "../../parts/Choices";
import { Field } from "../../parts/Field";
import { IconChevronDown } from "../../parts/icons";
import { PaneFoot } from "../../parts/Panes";
import { EmptyState } from "../../parts/States";
import { found, grouped, type MetricGroup, shortName } from "./groups";
import styles from "./metrics.module.css";

type Props = {
  catalogue: Catalogue;
  find: string;
  onFind: (find: string) => void;
  shut: string[];
  onShut: (shut: string[]) => void;
  isShown: (metric: string) => boolean;
  onToggle: (metric: Metric, on: boolean) => void;
  open: string | null;
  onOpen: (metric: string) => void;
};

/** All metrics of the incident. A box adds a lane; a name opens what the metric is. */
export function Browser({ catalogue, find, onFind, shut, onShut, open, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useCommands([
    { id: "search", label: "Find a metric", group: "Search", keys: "/", run: () => input.current?.focus() },
  ]);
  const groups = useMemo(() => grouped(found(catalogue.metrics, find)), [catalogue, find]);
  const toggle = (name: string) =>
    onShut(shut.includes(name) ? shut.filter((other) => other !== name) : [...shut, name]);
  return (
    <>
      <div className={styles["browser-find"]}>
        <Field
          label="Find a metric"
          value={find}
          onChange={onFind}
          inputRef={input}
          end={find ? undefined : <span className="kbd">/</span>}
        />
      </div>
      <div className="scroll">
        {groups.map((group) => (
          <Group
            key={group.name}
            group={group}
            opened={open}
            open={find !== "" || !shut.includes(group.name)}
            onOpenChange={() => toggle(group.name)}
            {...rest}
          />
        ))}
        {groups.length === 0 && (
          <EmptyState
            title="No metric is called that"
            actions={<Button onClick={() => onFind("")}>Show all metrics</Button>}
          >
            {count(catalogue.metrics.length)} metrics are there without “{find}”.
          </EmptyState>
        )}
      </div>
      <PaneFoot>
        {plural(catalogue.metrics.length, "metric")}, {plural(catalogue.series, "series", "series")}
      </PaneFoot>
    </>
  );
}

type GroupProps = Pick<Props, "isShown" | "onToggle" | "onOpen"> & {
  group: MetricGroup;
  open: boolean;
  opened: string | null;
  onOpenChange: () => void;
};

function Group({ group, open, opened, onOpenChange, isShown, onToggle, onOpen }: GroupProps) {
  return (
    <div role="group" aria-label={group.name}>
      <button type="button" className={styles.group} aria-expanded={open} onClick={onOpenChange}>
        <IconChevronDown />
        {group.name}
        <span className={styles.number}>{count(group.metrics.length)}</span>
      </button>
      {open &&
        group.metrics.map((metric) => (
          <div
            key={metric.name}
            className={styles.metric}
            data-on={isShown(metric.name)}
            data-open={opened === metric.name}
          >
            <Check
              label={`Lane for ${metric.name}`}
              checked={isShown(metric.name)}
              onChange={(on) => onToggle(metric, on)}
            />
            <button
              type="button"
              className="el"
              title={`${metric.name}\n${metric.help}`}
              onClick={() => onOpen(metric.name)}
            >
              {shortName(metric.name, group.name)}
            </button>
            <span className={styles.number} title={plural(metric.series, "series", "series")}>
              {count(metric.series)}
            </span>
          </div>
        ))}
    </div>
  );
}
