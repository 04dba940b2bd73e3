import { type Ref, useId } from "react";
import { LONGEST } from "./limits";
import styles from "./notebook.module.css";

type Props = {
  label: string;
  value: string;
  placeholder?: string;
  onChange: (text: string) => void;
  onEnter: () => void;
  onEscape: () => void;
  onBlur?: () => void;
  inputRef?: Ref<HTMLTextAreaElement>;
  autoFocus?: boolean;
};

/** A text of a few lines that is as high as it is long. Enter is done, Shift and Enter a new line. */
export function Typing({ label, value, placeholder, onChange, onEnter, onEscape, onBlur, inputRef, autoFocus }: Props) {
  const id = useId();
  return (
    <div className={styles.typing} data-text={`${value}\n`}>
      <textarea
        id={id}
        ref={inputRef}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        rows={1}
        maxLength={LONGEST}
        // biome-ignore lint/a11y/noAutofocus: only where a person just opened the field
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            onEnter();
          } else if (event.key === "Escape") {
            event.stopPropagation(); // one Escape does one thing
            onEscape();
          }
        }}
      />
    </div>
  );
}
