import { useIncident } from "../../api/surface";
import { count } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import { IconInfoCircle } from "../../parts/icons";

type Props = { signal: "logs" | "traces"; rows: number | undefined; total: number | undefined };

/** How much of what was found is stored, said where its counts stand. Counts stand for what happened. */
export function StoredNote({ signal, rows, total }: Props) {
  const { shares } = useIncident();
  if (rows === undefined || total === undefined || rows === 0 || total <= rows) return null;
  const why = shares.filter((share) => share.signal === signal).map(({ text }) => text);
  const ratio = total / rows;
  const said = ratio < 1.5 ? `${count(rows)} of ${count(total)} stored` : `About 1 in ${count(ratio)} stored`;
  return (
    <Badge title={why.join("\n")}>
      <IconInfoCircle />
      {said}, counts scaled
    </Badge>
  );
}
