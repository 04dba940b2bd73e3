import { Link } from "@tanstack/react-router";
import type { MouseEventHandler, ReactNode, Ref } from "react";

export type Address = { to: string; search?: Record<string, unknown> };

type Props = Address & {
  children: ReactNode;
  className?: string;
  title?: string;
  label?: string;
  current?: boolean;
  onClick?: MouseEventHandler;
  linkRef?: Ref<HTMLAnchorElement>;
  tabIndex?: number;
  /** What `data-*` a button's look needs. */
  kind?: "primary" | "default" | "quiet" | "link";
  size?: 24 | 28 | 32;
};

/** A real link to a page of this application: opens in a new tab when asked to. */
export function Go({ to, search, children, label, current, linkRef, kind, size, ...rest }: Props) {
  return (
    <Link
      ref={linkRef}
      to={to as never}
      search={(search ?? {}) as never}
      activeOptions={{ exact: true }}
      aria-label={label}
      aria-current={current ? "page" : undefined}
      activeProps={{ "aria-current": current ? "page" : undefined }}
      data-kind={kind}
      data-size={size}
      {...rest}
    >
      {children}
    </Link>
  );
}
