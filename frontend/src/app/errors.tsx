import { asProblem } from "../api/answers";
import { Go } from "../parts/Go";
import { Bone, EmptyState, ErrorState } from "../parts/States";

/** A page that broke: what can be said, and a way on. */
export function Failed({ error, reset }: { error: unknown; reset?: () => void }) {
  return (
    <main id="content">
      <ErrorState
        problem={{
          kind: "internal",
          message: "This page could not be shown. Your other pages and what you asked are not affected.",
          id: asProblem(error).id,
        }}
        asked={`${location.pathname}${location.search}\n${asProblem(error).message}`}
        onAgain={reset ?? (() => location.reload())}
      />
    </main>
  );
}

export function Missing() {
  const home = location.pathname.startsWith("/staff") ? "/staff" : "/interview";
  return (
    <main id="content">
      <EmptyState title="There is no page at this address" actions={<Go to={home}>Go to the start page</Go>}>
        The address may be cut off, or the page is not open to you.
      </EmptyState>
    </main>
  );
}

/** The shape of a page that is on its way. */
export function Waiting() {
  return (
    <div role="status" aria-label="Loading the page" style={{ padding: 24, display: "grid", gap: 12 }}>
      <Bone width={240} height={18} />
      <Bone height={200} />
      <Bone width="60%" />
    </div>
  );
}
