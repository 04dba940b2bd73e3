import { onlineManager, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { newQueryClient, useReading } from "./answers";
import { type Surface, SurfaceContext } from "./surface";

const SURFACE = { api: "/api/v1/staff/incidents/x" } as Surface;

afterEach(() => {
  onlineManager.setOnline(true);
  vi.unstubAllGlobals();
});

test("a question that waits for the network is not stopped, and is asked when it is back", async () => {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ title: "It is slow" })));
  onlineManager.setOnline(false);
  const client = newQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SurfaceContext.Provider value={SURFACE}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </SurfaceContext.Provider>
  );
  const { result } = renderHook(() => useReading("incident"), { wrapper });
  expect(result.current).toMatchObject({ stopped: false, loading: true, data: undefined });
  act(() => onlineManager.setOnline(true));
  await waitFor(() => expect(result.current).toMatchObject({ stopped: false, loading: false }));
  expect(result.current.data).toEqual({ title: "It is slow" });
});
