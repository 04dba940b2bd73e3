import { type ReactNode, useId } from "react";
import styles from "./controls.module.css";
import { IconCheck } from "./icons";

type SegmentsProps<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: ReactNode; title?: string }[];
  onChange: (value: T) => void;
  size?: 24 | 28;
};

/** Two to five views that exclude each other. */
export function Segments<T extends string>({ label, value, choices, onChange, size = 28 }: SegmentsProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.segments} data-size={size}>
      {choices.map((choice) => (
        <label key={choice.value} title={choice.title}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.label}
        </label>
      ))}
    </div>
  );
}

type SwitchProps = { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void; title?: string };

/** Takes effect at once. */
export function Switch({ label, checked, onChange, title }: SwitchProps) {
  return (
    <label className={styles.switch} title={title}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <i />
      {label}
    </label>
  );
}

type CheckProps = { label: string; checked: boolean; onChange: (checked: boolean) => void; tabIndex?: number };

/** Part of a set. The label is its name; the words beside it are the caller's. */
export function Check({ label, checked, onChange, tabIndex }: CheckProps) {
  return (
    <span className={styles.box}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        tabIndex={tabIndex}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <IconCheck />
    </span>
  );
}

type Tone = "accent" | "error" | "warn" | "ok" | "during" | "line";

export function Badge({ tone, children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={styles.badge} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

type TabsProps<T extends string> = {
  label: string;
  value: T;
  tabs: readonly { value: T; label: string; count?: string | number }[];
  onChange: (value: T) => void;
  children?: ReactNode;
};

/** Tabs of a pane. The panel is the caller's: role="tabpanel" with the same label. */
export function Tabs<T extends string>({ label, value, tabs, onChange, children }: TabsProps<T>) {
  const move = (step: number) => {
    const place = tabs.findIndex((tab) => tab.value === value);
    onChange(tabs[(place + step + tabs.length) % tabs.length]!.value);
  };
  return (
    <div className={styles.tabs}>
      <div role="tablist" aria-label={label} className="row g2">
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            aria-selected={tab.value === value}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
            onKeyDown={(event) => {
              if (event.key === "ArrowRight") move(1);
              if (event.key === "ArrowLeft") move(-1);
            }}
          >
            {tab.label}
            {tab.count !== undefined && <span>{tab.count}</span>}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
