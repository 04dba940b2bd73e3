import { type ReactNode, useId } from "react";
import { IconChevronDown } from "./icons";
import styles from "./select-field.module.css";

type Props<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: string; disabled?: boolean }[];
  onChange: (value: T) => void;
  /** Its name is there for those who do not see where it stands, but not drawn. */
  bare?: boolean;
  hint?: ReactNode;
  error?: string;
  disabled?: boolean;
};

/** One of many, in a form. */
export function SelectField<T extends string>(props: Props<T>) {
  const { label, value, choices, onChange, bare, hint, error, disabled } = props;
  const id = useId();
  const below = error ?? hint;
  return (
    <div className={styles.field}>
      {!bare && <label htmlFor={id}>{label}</label>}
      <div className={styles.box} data-error={!!error}>
        <select
          id={id}
          aria-label={bare ? label : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value as T)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
        <IconChevronDown />
      </div>
      {below && (
        <p id={`${id}-below`} className={error ? styles.error : styles.hint}>
          {below}
        </p>
      )}
    </div>
  );
}
