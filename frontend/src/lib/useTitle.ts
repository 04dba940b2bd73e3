import { useEffect } from "react";

/** The title of the tab: what is seen, then where. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), "Rounds"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
