import type { ReactNode } from "react";
import { useInterviewLive } from "../../api/live";
import { NotebookContext, useNotebookOf } from "../../api/notebook";
import { Toasts } from "./toast";

/** The candidate's notebook for the pages of a scenario, whose routes are under `api`. */
export function WithNotebook({ api, children }: { api: string; children: ReactNode }) {
  const { data } = useInterviewLive();
  const phase = data ? `${data.state} ${data.phase?.no}` : "";
  const notebook = useNotebookOf(api, data?.id ?? "", phase);
  return (
    <NotebookContext value={notebook}>
      <Toasts>{children}</Toasts>
    </NotebookContext>
  );
}
