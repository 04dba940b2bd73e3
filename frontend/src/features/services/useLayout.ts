/** The places of a graph's nodes, from the worker; kept by shape, since they are the same for the whole incident. */
import { useEffect, useMemo, useState } from "react";
import type { Layout, Shape } from "./layout";

const kept = new Map<string, Layout>();
const waiting = new Map<string, Set<() => void>>();
let worker: Worker | undefined;

function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<{ key: string; layout: Layout }>) => {
    kept.set(data.key, data.layout);
    for (const told of waiting.get(data.key) ?? []) told();
    waiting.delete(data.key);
  };
  return worker;
}

export function useLayout(shape: Shape | null): Layout | null {
  const key = useMemo(() => (shape ? JSON.stringify(shape) : ""), [shape]);
  const [, tell] = useState(0);
  useEffect(() => {
    if (!shape || kept.has(key)) return;
    const told = () => tell((count) => count + 1);
    const others = waiting.get(key);
    if (others) others.add(told);
    else {
      waiting.set(key, new Set([told]));
      started().postMessage({ key, shape });
    }
    return () => void waiting.get(key)?.delete(told);
  }, [key, shape]);
  return kept.get(key) ?? null;
}
