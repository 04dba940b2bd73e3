import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useHop } from "../../api/place";
import type { SearchActions } from "../search/actions";

/** Values on the page of one trace lead to a search for traces that have them. */
export function useTraceSearch(): SearchActions {
  const hop = useHop();
  const navigate = useNavigate();
  const go = useCallback(
    (search: Record<string, string>) => {
      const target = hop("traces", search);
      void navigate({ to: target.to as never, search: target.search as never });
    },
    [hop, navigate],
  );
  return {
    query: "",
    onQuery: (q) => go({ q }),
    onCountBy: (fields) => go({ fields }),
    onColumn: (columns) => go({ columns }),
  };
}
