import { Fragment } from "react";
import styles from "./prose.module.css";

/** Text that an author wrote: paragraphs, lists of dashes, `code` and **strong**. Anything else is shown as it is typed. */
export function Prose({ text }: { text: string }) {
  return (
    <div className={styles.prose}>
      {blocks(text).map((block) =>
        block.list ? (
          <ul key={block.lines.join()}>
            {block.lines.map((line) => (
              <li key={line}>
                <Inline text={line} />
              </li>
            ))}
          </ul>
        ) : (
          <p key={block.lines.join()}>
            <Inline text={block.lines.join(" ")} />
          </p>
        ),
      )}
    </div>
  );
}

type Block = { list: boolean; lines: string[] };

/** Paragraphs and lists of a text, each with its lines. */
export function blocks(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim().split("\n"))
    .filter((lines) => lines[0] !== "")
    .map((lines) =>
      lines.every((line) => /^\s*[-*] /.test(line))
        ? { list: true, lines: lines.map((line) => line.replace(/^\s*[-*] /, "")) }
        : { list: false, lines: lines.map((line) => line.trim()) },
    );
}

function Inline({ text }: { text: string }) {
  return pieces(text).map(({ kind, text: words }, index) => {
    const key = `${index} ${words}`;
    if (kind === "code") return <code key={key}>{words}</code>;
    return kind === "strong" ? <strong key={key}>{words}</strong> : <Fragment key={key}>{words}</Fragment>;
  });
}

/** Plain, strong and code pieces of a line. */
export function pieces(text: string): { kind: "plain" | "strong" | "code"; text: string }[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter(Boolean)
    .map((part) => {
      if (/^`.+`$/.test(part)) return { kind: "code", text: part.slice(1, -1) };
      return /^\*\*.+\*\*$/.test(part) ? { kind: "strong", text: part.slice(2, -2) } : { kind: "plain", text: part };
    });
}
