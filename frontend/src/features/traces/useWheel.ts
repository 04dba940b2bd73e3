import { type RefObject, useEffect, useRef } from "react";

/**
 * A wheel over an element, with the pointer's place in it; false leaves the wheel to the page. React's own listener
 * cannot keep the page from moving.
 */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  turned: (event: WheelEvent, x: number) => unknown,
): void {
  const latest = useRef(turned);
  latest.current = turned;
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const listener = (event: WheelEvent) => {
      const left = target.getBoundingClientRect().left;
      if (latest.current(event, event.clientX - left) !== false) event.preventDefault();
    };
    target.addEventListener("wheel", listener, { passive: false });
    return () => target.removeEventListener("wheel", listener);
  }, [element]);
}
