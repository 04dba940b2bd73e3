import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { newQueryClient } from "../api/answers";
import { addressOf } from "./reports";
import { newRouter } from "./routes";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

type Answers = Record<string, { status?: number; body?: unknown }>;

function open(address: string, answers: Answers) {
  const asked: { path: string; body: string }[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (path: string, request: RequestInit) => {
      asked.push({ path, body: String(request.body ?? "") });
      const { status = 200, body } = answers[path] ?? {
        status: 404,
        body: { kind: "not_found", message: "There is nothing here." },
      };
      return new Response(body === undefined ? null : JSON.stringify(body), { status });
    }),
  );
  const history = createMemoryHistory({ initialEntries: [address] });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={newRouter(history)} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { asked, history };
}

const INTERVIEW = {
  candidate: "Priya Raman",
  interviewer: "Dana Okafor",
  starts: null,
  plan: [{ title: "Work", minutes: 14, scenario: 1 }],
  scenarios: [
    {
      number: 1,
      title: "Deliveries fail",
      symptom: "",
      quote: "Nothing arrives.",
      reporter: "Admin",
      reports: 4,
      state: "ready",
      progress: 1,
    },
    { number: 2, title: "", symptom: "", quote: "", reporter: "", reports: 0, state: "preparing", progress: 0.42 },
  ],
};

test("the dashboard opens what is ready and says how far the rest is", async () => {
  open("/interview", { "/api/v1/candidate/interview": { body: INTERVIEW } });
  const link = await screen.findByRole("link", { name: "Open scenario 1: Deliveries fail" });
  expect(link.getAttribute("href")).toBe("/interview/1/briefing");
  expect(screen.getByRole("progressbar", { name: "Preparing scenario 2" }).getAttribute("aria-valuenow")).toBe("42");
  expect(screen.queryByRole("link", { name: /scenario 2/ })).toBeNull();
});

test("who is not signed in is told to open the link", async () => {
  open("/interview", {
    "/api/v1/candidate/interview": {
      status: 401,
      body: { kind: "signed_out", message: "This browser is not signed in." },
    },
  });
  expect((await screen.findByRole("alert")).textContent).toContain("Open your link first");
});

test("a join page without its key says so, and sends nothing", async () => {
  const { asked } = open("/join", {});
  expect(await screen.findByText(/lacks the key of your invitation/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Open my interview" })).toBeNull();
  expect(asked).toEqual([]);
});

test("one press binds the browser; the key is in the body and no longer in the address", async () => {
  vi.stubGlobal("location", { ...location, hash: "#key.1", pathname: "/join", search: "" });
  const { asked, history } = open("/join#key.1", {
    "/api/v1/candidate/session": { status: 204 },
    "/api/v1/candidate/interview": { body: INTERVIEW },
  });
  const button = await screen.findByRole("button", { name: "Open my interview" });
  await waitFor(() => expect(history.location.hash).toBe(""));
  expect(asked).toEqual([]);
  sessionStorage.setItem("rounds.left", "another person's");
  fireEvent.click(button);
  await screen.findByRole("heading", { name: "Your interview" });
  expect(asked.slice(0, 2)).toEqual([
    { path: "/api/v1/staff/link", body: '{"token":"key.1"}' },
    { path: "/api/v1/candidate/session", body: '{"token":"key.1"}' },
  ]);
  expect(sessionStorage.getItem("rounds.left")).toBeNull();
  await waitFor(() => expect(history.location.pathname).toBe("/interview"));
});

test("who is signed in as staff does not take a candidate's place by opening their link", async () => {
  vi.stubGlobal("location", { ...location, hash: "#key.1", pathname: "/join", search: "" });
  const { asked, history } = open("/join#key.1", {
    "/api/v1/staff/link": { body: { binds: true, interview: "i1", candidate: "Priya Raman" } },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Open my interview" }));
  expect((await screen.findByRole("status")).textContent).toContain("this is Priya Raman's link. It was not opened");
  expect(screen.getByRole("link", { name: "Go to the interview" }).getAttribute("href")).toBe("/staff/interviews/i1");
  expect(asked.map(({ path }) => path)).toEqual(["/api/v1/staff/link"]);
  expect(history.location.pathname).toBe("/join");
});

test("a link that is not valid stays on its page and says what it was told", async () => {
  vi.stubGlobal("location", { ...location, hash: "#old", pathname: "/staff/join", search: "" });
  const told = { kind: "forbidden", message: "This link is not valid any more." };
  open("/staff/join#old", { "/api/v1/staff/session": { status: 403, body: told } });
  fireEvent.click(await screen.findByRole("button", { name: "Open Rounds" }));
  expect((await screen.findByRole("alert")).textContent).toContain("This link is not valid any more.");
});

test("an unknown address has a way on", async () => {
  open("/nowhere/at/all", {});
  expect(await screen.findByText("There is no page at this address")).toBeTruthy();
});

test("only pages of an interview are told as views, and no key is ever in them", () => {
  const at = (address: string) => {
    const { pathname, search } = new URL(address, "http://x");
    return addressOf({ pathname, search });
  };
  expect(at("/interview/1/logs?q=a")).toBe("/interview/1/logs?q=a");
  expect(at("/interview")).toBe("/interview");
  expect(at("/join#key")).toBeNull();
  expect(at("/staff/incidents/x/logs")).toBeNull();
  expect(at(`/interview/1/logs?q=${"x".repeat(5000)}`)).toBe("/interview/1/logs");
});
