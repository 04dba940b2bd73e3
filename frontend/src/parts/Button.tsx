import { Tooltip } from "@mantine/core";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./controls.module.css";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  kind?: "primary" | "default" | "quiet" | "link";
  size?: 24 | 28 | 32;
  icon?: ReactNode;
  /** Pressed, for a button that holds a state. Left out, it is a plain button. */
  on?: boolean;
  /** The label stays and a ring takes the icon's place. */
  busy?: boolean;
  submit?: boolean;
};

export function Button({ kind = "default", size = 28, icon, on, busy, submit, children, className, ...rest }: Props) {
  return (
    <button
      type={submit ? "submit" : "button"}
      className={`${styles.button} ${className ?? ""}`}
      data-kind={kind}
      data-size={size}
      data-on={on}
      aria-pressed={on}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <i className={styles.ring} /> : icon}
      {children}
    </button>
  );
}

type IconProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type" | "aria-label"> & {
  /** Its name for people who do not see the icon, and its tooltip. */
  label: string;
  /** Shown after the label in the tooltip. */
  keys?: string;
  size?: 24 | 28;
  on?: boolean;
};

/** A button that is only an icon. */
export function IconButton({ label, keys, size = 28, on, children, className, ...rest }: IconProps) {
  return (
    <Tooltip label={keys ? `${label} (${keys})` : label} disabled={rest["aria-expanded"] === true}>
      <button
        type="button"
        className={`${styles.icon} ${className ?? ""}`}
        data-size={size}
        data-on={on}
        aria-pressed={on}
        aria-label={label}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}

/** The class of a button, for links that look like one. */
export const buttonClass = styles.button;
export const iconClass = styles.icon;
