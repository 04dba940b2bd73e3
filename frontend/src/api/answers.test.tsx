import { onlineManager, QueryClientProvider } from "@tanstack/react-query";
import { act, render, renderHook, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { ErrorState } from "../parts/States";
import { newQueryClient, useAskedAsItOpens, useReading } from "./answers";
import { type Surface, SurfaceContext } from "./surface";

const SURFACE = { api: "/api/v1/staff/incidents/x" } as Surface;

afterEach(() => {
  onlineManager.setOnline(true);
  vi.unstubAllGlobals();
});

function around(surface: Surface) {
  const client = newQueryClient();
  return ({ children }: { children: ReactNode }) => (
    <SurfaceContext.Provider value={surface}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </SurfaceContext.Provider>
  );
}

test("a question that waits for the network is not stopped, and is asked when it is back", async () => {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ title: "It is slow" })));
  onlineManager.setOnline(false);
  const wrapper = around(SURFACE);
  const { result } = renderHook(() => useReading("incident"), { wrapper });
  expect(result.current).toMatchObject({ stopped: false, loading: true, data: undefined });
  act(() => onlineManager.setOnline(true));
  await waitFor(() => expect(result.current).toMatchObject({ stopped: false, loading: false }));
  expect(result.current.data).toEqual({ title: "It is slow" });
});

const REFUSED = { kind: "conflict", message: "This scenario is not open now. Your interviewer opens and closes it." };

test("what a closed scenario refuses is no fault, and is asked as it opens again", async () => {
  let open = false;
  vi.stubGlobal("fetch", async () =>
    open
      ? new Response(JSON.stringify({ title: "It is slow" }))
      : new Response(JSON.stringify(REFUSED), { status: 409 }),
  );
  const wrapper = around({ api: "/api/v1/candidate/scenarios/1", hour: 1 } as Surface);
  const both = (now: boolean) => {
    useAskedAsItOpens("/api/v1/candidate/scenarios/1", now);
    return useReading("incident");
  };
  const { result, rerender } = renderHook(both, { wrapper, initialProps: false });
  await waitFor(() => expect(result.current.problem?.kind).toBe("closed"));
  render(<ErrorState problem={result.current.problem!} title="The traces did not come" onAgain={() => undefined} />);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("status").textContent).toBe(
    "This scenario is not open nowYour interviewer opens and closes it.",
  );
  open = true;
  rerender(true);
  await waitFor(() => expect(result.current).toMatchObject({ data: { title: "It is slow" }, problem: null }));
});

test("elsewhere the same refusal is told as one", async () => {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(REFUSED), { status: 409 }));
  const { result } = renderHook(() => useReading("incident"), { wrapper: around(SURFACE) });
  await waitFor(() => expect(result.current.problem?.kind).toBe("conflict"));
});
