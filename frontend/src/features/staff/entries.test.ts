import { expect, test } from "vitest";
import type { RecordEntry } from "../../api/types";
import { asked, cameBack, opens } from "./entries";
import { settingsOf } from "./Recordings";

const entry = (given: Partial<RecordEntry>): RecordEntry => ({
  no: 1,
  time: "2026-05-12T15:10:00Z",
  kind: "question",
  erased: false,
  cause: "",
  scenario: 1,
  incident: "webhooks-slow-1",
  asked: "logs.search",
  question: null,
  digest: null,
  page: "",
  act: "",
  address: null,
  state: null,
  visible_from: null,
  visible_to: null,
  ...given,
});
const RANGE = { start: Date.parse("2026-05-12T14:02:00Z"), end: Date.parse("2026-05-12T14:32:00Z") };

test("a question opens the view it was asked from", () => {
  const question = entry({
    question: { query: "level:error", ...RANGE },
    digest: { rows: 7012, total: 7012, shown: "x" },
  });
  expect(asked(question)).toBe("level:error, 14:02:00 – 14:32:00");
  expect(cameBack(question)).toBe("7\u2009012 rows, 7\u2009012 total");
  expect(opens(question)).toEqual({
    to: "/staff/incidents/webhooks-slow-1/logs",
    search: { q: "level:error", from: "2026-05-12T14:02Z", to: "2026-05-12T14:32Z" },
  });
  expect(opens(entry({ asked: "traces.span", question: { trace_id: "ab", span_id: "cd" } }))).toEqual({
    to: "/staff/incidents/webhooks-slow-1/traces/ab",
    search: { span: "cd" },
  });
  expect(opens(entry({ asked: "heap.path", question: { snapshot: "a-0940", id: 7, ignore: [] } }))).toEqual({
    to: "/staff/incidents/webhooks-slow-1/heap",
    search: { snapshot: "a-0940", id: "7" },
  });
});

test("a view opens under the staff's pages", () => {
  const view = entry({ kind: "view", asked: "", address: "/interview/1/metrics?q=up&q=b&from=now-30m" });
  expect(opens(view)).toEqual({
    to: "/staff/incidents/webhooks-slow-1/metrics",
    search: { q: ["up", "b"], from: "now-30m" },
  });
  expect(opens(entry({ kind: "view", address: "https://elsewhere.example/interview/1/logs" }))).toBeNull();
});

test("erased words stay erased", () => {
  expect(asked(entry({ erased: true, question: null }))).toBe("erased");
  expect(opens(entry({ erased: true }))).toBeNull();
});

test("an SDK is pointed by its environment", () => {
  expect(settingsOf({ endpoint: "http://127.0.0.1:8400", token: "abc" })).toContain(
    "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20abc",
  );
});
