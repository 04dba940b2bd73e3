/** Pins are dragged from one entry to another. */

import { type DragEvent, useState } from "react";
import type { Notebook, Pinning } from "../../api/notebook";
import { pinsOf } from "../../api/notebook-applied";
import type { KeptView } from "../../api/types";

/** A pin as it is sent: what the page says of it, and nothing that the server adds. */
export function asSent({ id, address, title, line, entry, against, value, mark }: KeptView): Pinning {
  return { pin: id, address, title, line, entry, against, value, mark };
}

export const DRAGGED = "application/x-rounds-pin";

/** A place where pins can be dropped. */
export function useDrop(file: (pin: KeptView) => void, { view }: Notebook, readOnly: boolean) {
  const [over, setOver] = useState(false);
  if (readOnly) return {};
  const isPin = (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED);
  return {
    "data-over": over || undefined,
    onDragOver: (event: DragEvent) => {
      if (!isPin(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const id = event.dataTransfer.getData(DRAGGED);
      const pin = pinsOf(view).find((one) => one.id === id);
      if (!pin) return;
      event.preventDefault();
      file(pin);
    },
  };
}
