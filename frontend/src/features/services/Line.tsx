import { css } from "../../charts/colours";

type Props = { tone: string; width: number; text: string };

/** What a line in the picture means: a sample of it, and words. */
export function Line({ tone, width, text }: Props) {
  return (
    <span>
      <i style={{ width: 16, height: width, background: css(tone) }} />
      {text}
    </span>
  );
}
