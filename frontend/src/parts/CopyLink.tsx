import { useEffect, useState } from "react";
import { Button } from "./Button";
import { IconCheck, IconLink } from "./icons";
import { PinButton } from "./PinButton";

/** Copies the address of exactly what is seen; beside it, where there is a notebook, it is pinned. */
export function CopyLink() {
  return (
    <span className="row g2">
      <Copying />
      <PinButton />
    </span>
  );
}

function Copying() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      size={24}
      kind="quiet"
      icon={copied ? <IconCheck /> : <IconLink />}
      onClick={() => void copyText(location.href).then(setCopied)}
    >
      {copied ? "Copied" : "Copy link"}
    </Button>
  );
}

/** Puts text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // the page stands on plain HTTP, where browsers offer no clipboard
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
