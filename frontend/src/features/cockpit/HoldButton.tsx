import { type ReactNode, useEffect, useRef, useState } from "react";
import { buttonClass } from "../../parts/Button";
import styles from "./cockpit.module.css";

export const HELD = 1000; // milliseconds

type Props = { hold: boolean; onSend: (held: boolean) => void; children: ReactNode };

/** Sends at once, or, where somebody is thinking, after it was held for a second: with the pointer, Enter or Space. */
export function HoldButton({ hold, onSend, children }: Props) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  const start = () => {
    if (!hold || holding) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      setHolding(false);
      onSend(true);
    }, HELD);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const isKey = (key: string) => key === "Enter" || key === " ";
  return (
    <button
      type="button"
      className={`${buttonClass} ${styles.hold}`}
      data-kind="primary"
      data-size="24"
      data-holding={holding || undefined}
      onClick={() => !hold && onSend(false)}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onKeyDown={(event) => {
        if (!hold || !isKey(event.key)) return;
        event.preventDefault();
        start();
      }}
      onKeyUp={stop}
      onBlur={stop}
    >
      {children}
    </button>
  );
}
