import { Button } from "../../parts/Button";
import { EmptyState, Note } from "../../parts/States";

/** Said where an answer is missing, or an older one still stands. */
export function Stopped({ old, onAgain }: { old: boolean; onAgain: () => void }) {
  const again = (
    <Button size={24} onClick={onAgain}>
      Ask again
    </Button>
  );
  if (!old) return <EmptyState title="Stopped" actions={again} />;
  return (
    <Note tone="warn">
      <span className="row">Stopped. What is listed answers the search before. {again}</span>
    </Note>
  );
}

/** The same refusal is told whole where the rows would be: beside it, one line. */
export function Refused({ message, onAgain }: { message: string; onAgain: () => void }) {
  return (
    <Note tone="warn">
      {message}{" "}
      <button type="button" className="acc" onClick={onAgain}>
        Try again
      </button>
    </Note>
  );
}
