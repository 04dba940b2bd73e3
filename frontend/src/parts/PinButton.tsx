import { usePinner } from "../lib/pinning";
import { Button } from "./Button";
import { IconPin } from "./icons";

/** Keeps exactly what is seen as evidence, where there is a notebook for it. */
export function PinButton() {
  const pinner = usePinner();
  if (!pinner) return null;
  return (
    <Button
      size={24}
      kind="quiet"
      icon={<IconPin />}
      disabled={pinner.reason !== ""}
      title={pinner.reason || "Pin this view, or what is chosen in it (p)"}
      onClick={pinner.pin}
    >
      Pin
    </Button>
  );
}
