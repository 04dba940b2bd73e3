import { useEffect, useRef, useState } from "react";

/** A clock that can be stopped, set, and let run faster. `pass` says where it goes on from a moment. */
export function useClock(first: number, end: number, speed: number, pass: (at: number) => number) {
  const [at, setAt] = useState(first);
  const [runs, setRuns] = useState(false);
  const passing = useRef(pass);
  passing.current = pass;
  useEffect(() => {
    if (!runs) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const gone = (now - before) * speed;
      before = now;
      setAt((moment) => Math.min(end, passing.current(moment + gone)));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [runs, speed, end]);
  useEffect(() => {
    if (runs && at >= end) setRuns(false);
  }, [runs, at, end]);
  const set = (moment: number) => setAt(Math.max(0, Math.min(end, moment)));
  return { at, set, runs, setRuns };
}
