import type { KeyboardEvent, ReactNode, Ref } from "react";
import styles from "./controls.module.css";
import { IconSearch } from "./icons";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  icon?: ReactNode;
  /** What stands at the end: a key, a count. */
  end?: ReactNode;
  size?: 24 | 28;
  invalid?: boolean;
  describedBy?: string;
  onEnter?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
};

/** A line to type in. Escape empties it, then leaves it. */
export function Field(props: Props) {
  const { label, value, onChange, placeholder, icon = <IconSearch />, end, size = 28, invalid } = props;
  return (
    <label className={styles.field} data-size={size} data-error={invalid}>
      {icon}
      <input
        ref={props.inputRef}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={props.describedBy}
        value={value}
        placeholder={placeholder ?? label}
        spellCheck={false}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: only where a person just opened the field
        autoFocus={props.autoFocus}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") props.onEnter?.();
          if (event.key === "Escape") {
            event.stopPropagation(); // one Escape does one thing
            if (value) onChange("");
            else event.currentTarget.blur();
          }
          props.onKeyDown?.(event);
        }}
      />
      {end}
    </label>
  );
}
