import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SurfaceContext } from "../../api/surface";
import { parseSearch, writeSearch } from "../../lib/view";
import { useTools } from "./useTools";

const SURFACE = { who: "candidate" as const, api: "/api/x", page: "/interview/1", caption: "" };

function Links() {
  const links = useTools().map(({ tool, to, search }) => [tool, `${to}${writeSearch(search)}`]);
  return <output>{JSON.stringify(Object.fromEntries(links))}</output>;
}

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

function open(address: string) {
  cleanup();
  const history = createMemoryHistory({ initialEntries: [address] });
  const component = () => (
    <SurfaceContext value={SURFACE}>
      <Links />
    </SurfaceContext>
  );
  const routeTree = createRootRoute({ component, notFoundComponent: () => null });
  const router = createRouter({ routeTree, history, parseSearch, stringifySearch: writeSearch });
  render(<RouterProvider router={router as never} />);
  return {
    go: (to: string) => act(async () => void history.push(to)),
    links: async () => JSON.parse((await screen.findByRole("status")).textContent) as Record<string, string>,
  };
}

test("a tool is found as it was left, also by a page that was loaded anew", async () => {
  const page = open("/interview/1/metrics?q=up&q=down&from=-6h");
  await page.links();
  await page.go("/interview/1/logs?q=timeout&from=-1h");
  expect((await page.links()).metrics).toBe("/interview/1/metrics?from=-1h&q=up&q=down");
  const anew = open("/interview/1/logs?q=timeout");
  expect((await anew.links()).metrics).toBe("/interview/1/metrics?q=up&q=down");
});

test("the tab of the tool that is open keeps its lanes, and leads back from a page within it", async () => {
  const page = open("/interview/1/metrics?q=up");
  expect((await page.links()).metrics).toBe("/interview/1/metrics?q=up");
  await page.go("/interview/1/traces/abc?span=1");
  expect((await page.links()).traces).toBe("/interview/1/traces");
  await page.go("/interview/1/logs");
  expect((await page.links()).traces).toBe("/interview/1/traces/abc?span=1");
});
