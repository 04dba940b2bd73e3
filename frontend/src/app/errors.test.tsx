import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../api/answers";
import { IncidentContext } from "../api/surface";
import type { Incident } from "../api/types";
import { Failed, Missing } from "./errors";
import { watchPieces } from "./renewal";

const reload = vi.fn();
let status = 200;

beforeEach(() => {
  status = 200;
  sessionStorage.clear();
  vi.stubGlobal("location", { ...location, pathname: "/interview/1/logs", search: "?q=a", reload });
  vi.stubGlobal("fetch", async () => new Response("", { status }));
});
afterEach(() => {
  cleanup();
  reload.mockReset();
  vi.unstubAllGlobals();
});

async function show(shown: ReactNode) {
  cleanup();
  const history = createMemoryHistory();
  const router = createRouter({ routeTree: createRootRoute({ component: () => shown }), history });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await waitFor(() => expect(document.body.textContent !== "" || screen.queryByRole("status")).toBeTruthy());
}

const STYLES = new Error("Unable to preload CSS for /assets/Heap-1.css");

test("a page whose piece is missing is loaded anew once, and then says what is wrong", async () => {
  await show(<Failed error={STYLES} />);
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  expect(screen.queryByRole("alert")).toBeNull();
  await show(<Failed error={STYLES} reset={() => undefined} />);
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(reload).toHaveBeenCalledTimes(1);
  again.click(); // the piece is kept as missing: only a new page asks for it again
  expect(reload).toHaveBeenCalledTimes(2);
});

test("whatever the browser calls it, what the bundler names a missing piece is one", async () => {
  watchPieces();
  const error = new Error("Load failed");
  window.dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload: error }));
  await show(<Failed error={error} />);
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
});

test("any other error, or a server that does not answer, leaves the page where it is", async () => {
  await show(<Failed error={new Error("x is undefined")} />);
  expect(await screen.findByRole("alert")).toBeTruthy();
  status = 502;
  await show(<Failed error={STYLES} />);
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(reload).not.toHaveBeenCalled();
});

test("inside the shell, which has a header, no second one is drawn", async () => {
  for (const shown of [<Failed key="failed" error={new Error("x")} />, <Missing key="missing" />]) {
    await show(shown);
    expect(await screen.findByRole("banner")).toBeTruthy();
    await show(<IncidentContext value={{} as Incident}>{shown}</IncidentContext>);
    expect(await screen.findByRole("link", { name: /start page/ })).toBeTruthy();
    expect(screen.queryByRole("banner")).toBeNull();
  }
});

test("a page whose piece is missing without a network waits for it, and comes by itself", async () => {
  status = 503;
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  await show(<Failed error={STYLES} />);
  await screen.findByText("This page waits for the network");
  expect(screen.queryByRole("alert")).toBeNull();
  online.mockRestore();
  window.dispatchEvent(new Event("online"));
  expect(reload).toHaveBeenCalledTimes(1);
});
