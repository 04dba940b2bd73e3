/** Who is no longer signed in is led to where they can, and back afterwards. */

import type { QueryClient } from "@tanstack/react-query";
import { Problem } from "../api/client";
import { isInside, SIGN_IN } from "../api/me";
import type { newRouter } from "./routes";

export function leadToSignIn(client: QueryClient, router: ReturnType<typeof newRouter>): () => void {
  return client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error") return;
    const { error } = event.action as { error: unknown };
    const here = router.state.location;
    const ours = String(event.query.queryKey[0]).startsWith("/api/v1/staff/");
    if (!ours || !(error instanceof Problem) || error.kind !== "signed_out" || !isInside(here.pathname)) return;
    void router.navigate({ to: SIGN_IN as never, search: { next: here.href } as never, replace: true });
  });
}
