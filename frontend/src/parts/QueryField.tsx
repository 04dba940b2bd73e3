/** A line of a query language to type in: colours, suggestions, and where something cannot be read. */

import { lazy, type ReactNode, Suspense, useRef } from "react";
import { useCommands } from "../lib/commands";
import { IconSearch, IconX } from "./icons";
import styles from "./search.module.css";

const QueryEditor = lazy(() => import("./QueryEditor"));

export type Suggested = { text: string; kind: string; detail: string; start: number; end: number };

export type Fault = { message: string; start: number | null; end: number | null; suggestion?: string };

type Props = {
  label: string;
  language: "search" | "promql";
  value: string;
  /** What was typed, on Enter or when the field is left. */
  onSubmit: (value: string) => void;
  /** Each keystroke, for a button beside it. */
  onDraft?: (value: string) => void;
  suggest?: (text: string, cursor: number) => Promise<Suggested[]>;
  fault?: Fault | null;
  placeholder?: string;
  /** Without a frame, as a row of a list of queries. */
  bare?: boolean;
  /** `/` focuses it. */
  slash?: boolean;
  /** Submit also when the field is left. */
  submitOnBlur?: boolean;
  /** What stands at the end: that it was not asked yet. */
  end?: ReactNode;
};

export function QueryField(props: Props) {
  const { label, value, onSubmit, fault, placeholder, bare, slash, end } = props;
  const frame = useRef<HTMLDivElement>(null);
  const focus = () => frame.current?.querySelector<HTMLElement>(".cm-content, input")?.focus();
  useCommands(slash ? [{ id: "search", label: `Focus: ${label}`, group: "Search", keys: "/", run: focus }] : []);
  return (
    <div ref={frame} className={styles.search} data-error={!!fault} data-bare={bare} role={bare ? undefined : "search"}>
      {!bare && <IconSearch />}
      <div className={styles.editor}>
        <Suspense
          fallback={
            <input className={styles.plain} aria-label={label} value={value} placeholder={placeholder} readOnly />
          }
        >
          <QueryEditor {...props} />
        </Suspense>
      </div>
      {fault && (
        <span className={styles.fault} role="alert" title={[fault.message, fault.suggestion].filter(Boolean).join(" ")}>
          {fault.message}
        </span>
      )}
      {end}
      {!bare && value && (
        <button type="button" className={styles.clear} aria-label={`Clear: ${label}`} onClick={() => onSubmit("")}>
          <IconX />
        </button>
      )}
      {slash && !value && <span className="kbd">/</span>}
    </div>
  );
}

/** The search of logs and traces. */
export function SearchField(props: Omit<Props, "language" | "slash" | "bare">) {
  return <QueryField language="search" slash {...props} />;
}
