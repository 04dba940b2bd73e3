import { useParams } from "@tanstack/react-router";
import { OneCard } from "../scorecard/Scorecard";

/** An interview rated again in a round: the same card, blind, with nothing to write to anybody. */
export function RatingAgain() {
  const { round = "", id = "" } = useParams({ strict: false }) as { round?: string; id?: string };
  const address = `/api/v1/staff/calibration/${encodeURIComponent(round)}/${encodeURIComponent(id)}/card`;
  return <OneCard id={id} address={address} round={round} />;
}
