import { expect, test } from "vitest";
import { captionOf, countsErrors, curveName, humanised, roleOf, tellingLabels, titleOf } from "./describe";
import { lane } from "./lanes";

test("lanes have titles a person would give them", () => {
  expect(titleOf(["sum by (x) (rate(http_client_requests_total[1m]))"])).toBe("Outbound requests");
  expect(titleOf(["webhook_jobs_pending"])).toBe("Webhook jobs pending");
  expect(humanised("pg_stat_database_xact_commit_total")).toBe("PG stat database xact commit");
  expect(humanised("nodejs_eventloop_utilization")).toBe("Node.js event loop utilization");
  expect(titleOf(["1 +"])).toBe("1 +");
});

test("a caption says the unit, whose numbers they are, and how they are split", () => {
  const expression = 'sum by (status_code) (rate(a_total{service="billing", host!="x"}[1m]))';
  expect(captionOf(lane([expression]), "per second")).toBe("per second, billing, host not x, by status code");
  expect(captionOf(lane(["a"], { log: true }), "seconds")).toBe("log scale");
});

test("curves are named by the labels that tell them apart", () => {
  const curves = [{ labels: { service: "a", job: "x" } }, { labels: { service: "b", job: "x" } }];
  expect(tellingLabels(curves)).toEqual(["service"]);
  expect(curveName({ service: "a", job: "x" }, ["service"], "p95")).toBe("p95 a");
  expect(curveName({}, [], "")).toBe("all");
});

test("what can be read stands before long ids", () => {
  const statement = (queryid: string, query: string) => ({ labels: { queryid, user: query[0]!, query } });
  const curves = [statement("1234567890123456789", "SELECT 1"), statement("-987654321012345678", "UPDATE x")];
  expect(tellingLabels(curves)).toEqual(["query", "user", "queryid"]);
});

test("several queries of a lane are told apart", () => {
  const quantiles = ["histogram_quantile(0.95, x_bucket)", "histogram_quantile(0.5, x_bucket)"];
  expect(quantiles.map((one) => roleOf(one, quantiles))).toEqual(["p95", "p50"]);
  const pool = ["sum(db_client_connections_usage)", "sum(db_client_connections_pending)"];
  expect(pool.map((one) => roleOf(one, pool))).toEqual(["usage", "pending"]);
  expect(roleOf("a", ["a"])).toBe("");
});

test("only what counts errors is red", () => {
  expect(countsErrors({ status_code: "503" }, "a")).toBe(true);
  expect(countsErrors({ outcome: "failed" }, "a")).toBe(true);
  expect(countsErrors({}, '100 * sum(rate(a{status_code=~"5.."}[1m])) / sum(rate(a[1m]))')).toBe(true);
  expect(countsErrors({ status_code: "429" }, "a")).toBe(false);
  expect(countsErrors({ outcome: "delivered" }, "a")).toBe(false);
});
