import { expect, test } from "vitest";
import { addressOf, viewOf } from "./reports";

const LANES = Array.from({ length: 60 }, (_, number) => `q=${"sum_of_a_long_name_".repeat(6)}${number}`);
const seen = (search: string) => {
  const address = addressOf({ pathname: "/interview/1/metrics", search }) ?? "";
  return viewOf({ address, search, since: 1000 }, 6000);
};

test("a view is told with what its address says", () => {
  expect(seen("?q=up&q=rate(a%5B1m%5D)&table=1")).toEqual({
    address: "/interview/1/metrics?q=up&q=rate(a%5B1m%5D)&table=1",
    state: { q: ["up", "rate(a[1m])"], table: "1" },
    visible_from: 1000,
    visible_to: 6000,
  });
  expect(addressOf({ pathname: "/staff", search: "" })).toBeNull();
});

test("of an address that is too long to be kept all lanes are told", () => {
  const long = seen(`?${LANES.join("&")}`);
  expect(long.address).toBe("/interview/1/metrics");
  expect(long.state?.q).toHaveLength(60);
});

test("what the server would refuse is left out, and the view is told", () => {
  expect(seen(`?q=${"x".repeat(4001)}&at=5`).state).toEqual({ at: "5" });
  expect(seen(`?${Array.from({ length: 9 }, (_, place) => `p${place}=${"x".repeat(3900)}`).join("&")}`).state).toEqual(
    {},
  );
});
