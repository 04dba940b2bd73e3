/** A search that was refused: where it cannot be read, and one click to what was probably meant. */
import type { Problem } from "../../api/client";
import { Button } from "../../parts/Button";
import { ErrorState } from "../../parts/States";
import { corrected } from "./clauses";

type Props = { problem: Problem; query: string; onQuery: (query: string) => void; onAgain: () => void };

export function Refusal({ problem, query, onQuery, onAgain }: Props) {
  const better = corrected(query, problem);
  if (better === null) {
    const again = problem.kind === "invalid" ? undefined : onAgain;
    return <ErrorState problem={problem} asked={query} onAgain={again} />;
  }
  const { kind, message, start, end } = problem;
  return (
    <ErrorState
      problem={{ kind, message, start, end }}
      asked={query}
      actions={
        <Button onClick={() => onQuery(better)}>
          Search <span className="mono">{better}</span>
        </Button>
      }
    />
  );
}
