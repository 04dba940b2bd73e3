import { type ReactNode, type Ref, useId } from "react";
import styles from "./text-field.module.css";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "password" | "url" | "number" | "datetime-local";
  /** What it wants, in a line below. */
  hint?: ReactNode;
  /** What is wrong with it, in the hint's place. */
  error?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  end?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
};

/** A field of a form: its name above, what it wants or what is wrong below. */
export function TextField({ label, value, onChange, type = "text", hint, error, end, ...rest }: Props) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.line} data-error={!!error}>
        <input
          id={id}
          ref={rest.inputRef}
          type={type}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          autoComplete={rest.autoComplete ?? "off"}
          spellCheck={false}
          autoCapitalize="none"
          // biome-ignore lint/a11y/noAutofocus: only where the form is what the page is for
          autoFocus={rest.autoFocus}
          data-autofocus={rest.autoFocus || undefined} // dialogs give the focus to what says so
        />
        {end}
      </div>
      {below && (
        <p id={`${id}-below`} className={error ? styles.error : styles.hint}>
          {below}
        </p>
      )}
    </div>
  );
}
