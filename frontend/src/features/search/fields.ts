/** The names of all fields of a signal, as answers about its facets tell them. */
import { useMemo } from "react";
import { useAnswer } from "../../api/answers";
import { useSurface } from "../../api/surface";
import type { Stretch } from "./stretch";

const known = new Map<string, Set<string>>();

/** Fields without a value in what is searched now stay known from answers before. */
export function useFields(signal: "logs" | "traces", stretch: Stretch): { fields: string[]; settled: boolean } {
  const { api } = useSurface();
  const { data, problem } = useAnswer(`${signal}/facets`, { ...stretch, find: "" }, { view: `${signal}.facets` });
  const fields = useMemo(() => {
    const before = known.get(`${api} ${signal}`) ?? new Set<string>();
    for (const { field } of data?.facets ?? []) before.add(field);
    for (const field of data?.others ?? []) before.add(field);
    if (before.size > 0) known.set(`${api} ${signal}`, before);
    return [...before].sort();
  }, [api, signal, data]);
  return { fields, settled: fields.length > 0 || problem !== null || data !== undefined };
}
