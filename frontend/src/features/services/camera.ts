/** Moving over the graph: dragging, the wheel, and what fits. */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Camera } from "./view";

type Size = { width: number; height: number };
const [SMALLEST, LARGEST] = [0.2, 3];
const TOP = 36; // pixels under the legend
const EDGE = 10;
const REST = 250; // milliseconds until the address follows

/** The whole picture in the middle of its pane, never larger than it is. */
export function fitted(picture: Size, { width, height }: Size): Camera {
  const room = { width: Math.max(1, width - 2 * EDGE), height: Math.max(1, height - TOP - EDGE) };
  const size = Math.min(1.1, room.width / Math.max(1, picture.width), room.height / Math.max(1, picture.height));
  return {
    x: (width - picture.width * size) / 2,
    y: TOP + (room.height - picture.height * size) / 2,
    size: Math.max(SMALLEST, size),
  };
}

/** Closer or further, around a point of the pane or its middle. */
export function zoomed(camera: Camera, pane: Size, by: number, at = { x: pane.width / 2, y: pane.height / 2 }): Camera {
  const size = Math.max(SMALLEST, Math.min(LARGEST, camera.size * by));
  const ratio = size / camera.size;
  return { x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio, size };
}

/** Where the camera is while it moves; the address hears of it when it rests. */
export function useCamera(box: RefObject<HTMLDivElement | null>, camera: Camera, onRest: (camera: Camera) => void) {
  const [moving, setMoving] = useState<Camera | null>(null);
  const held = useRef<{ x: number; y: number; from: Camera; moved: boolean } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = moving ?? camera;
  const latest = useRef({ shown, onRest });
  latest.current = { shown, onRest };
  const name = `${camera.x} ${camera.y} ${camera.size}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address says now goes before what was moved
  useEffect(() => setMoving(null), [name]);
  const move = (next: Camera) => {
    setMoving(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current.onRest(next), REST);
  };
  const mover = useRef(move);
  mover.current = move;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault(); // React's own listener may not
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      mover.current(zoomed(latest.current.shown, { width, height }, Math.exp(-event.deltaY / 400), at));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      element.removeEventListener("wheel", wheel);
      clearTimeout(timer.current);
    };
  }, [box]);
  const hand = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest("[role=button], button")) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX, y: event.clientY, from: shown, moved: false };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { current } = held;
      if (!current) return;
      const [x, y] = [clientX - current.x, clientY - current.y];
      current.moved ||= Math.hypot(x, y) > 3;
      if (current.moved) move({ ...current.from, x: current.from.x + x, y: current.from.y + y });
    },
    onPointerUp: () => {
      held.current = null;
    },
    onPointerCancel: () => {
      held.current = null;
    },
  };
  return { shown, move, hand };
}
