import { SecondLink } from "./Chip";
import styles from "./scorecard.module.css";
import { marksIn, written } from "./seconds";

/** A feedback as it is read: paragraphs, with each second as a way to the replay. */
export function Read({ text }: { text: string }) {
  return (
    <div className={styles.read}>
      {text
        .split(/\n\s*\n/)
        .filter((one) => one.trim())
        .map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no names, and stay where they are
          <p key={place}>
            <Linked text={one.trim()} />
          </p>
        ))}
    </div>
  );
}

/** A text in which each second is a way to the replay. */
export function Linked({ text }: { text: string }) {
  const marks = marksIn(text);
  let from = 0;
  const pieces = marks.map((second) => {
    const before = text.slice(from, second.start);
    from = second.end;
    return (
      <span key={second.start}>
        {before}
        <SecondLink second={second}>{written(second.seconds)}</SecondLink>
      </span>
    );
  });
  return (
    <>
      {pieces}
      {text.slice(from)}
    </>
  );
}
