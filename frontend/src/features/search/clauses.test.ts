import { expect, test } from "vitest";
import { corrected, isChosen, isExcluded, onlyValue, withDurations, withLimit, withoutValue, writeNs } from "./clauses";

test("only a value replaces what was asked of its field, and nothing else", () => {
  expect(onlyValue('level:error service:(a OR b) -service:c "two words"', "service", "d")).toBe(
    'level:error "two words" service:d',
  );
  expect(onlyValue("", "http.url", "https://x.example/a b")).toBe('http.url:"https://x.example/a b"');
});

test("without a value takes it out of what was chosen and excludes it", () => {
  expect(withoutValue("service:(a OR b OR c) level:warn", "service", "b")).toBe(
    "service:(a OR c) level:warn -service:b",
  );
  expect(withoutValue("service:(a OR b)", "service", "b")).toBe("service:a -service:b");
  expect(withoutValue("service:b", "service", "b")).toBe("-service:b");
  expect(isExcluded("-service:b x", "service", "b")).toBe(true);
});

test("a limit replaces one in the same direction", () => {
  expect(withLimit("retry_count:>1 retry_count:<9", "retry_count", ">", 3)).toBe("retry_count:<9 retry_count:>3");
});

test("durations are written outward, with the unit a person would use", () => {
  expect(withDurations("service:a duration:>2s", "duration", 68_123_456, 158_900_000)).toBe(
    "service:a duration:>=68.1ms duration:<=159ms",
  );
  expect([writeNs(999, Math.floor), writeNs(1500, Math.ceil), writeNs(2.4815e9, Math.floor)]).toEqual([
    "999ns",
    "1.5us",
    "2.48s",
  ]);
});

test("a chosen value is seen in the search, alone or among others", () => {
  expect(isChosen("service:b level:warn", "service", "b")).toBe(true);
  expect(isChosen('service:(a OR "b c")', "service", "b c")).toBe(true);
  expect(isChosen("-service:b retry_count:>3", "service", "b")).toBe(false);
  expect(isChosen("retry_count:3", "retry_count", 3)).toBe(true);
});

test("a suggestion stands for the marked part, or is the whole search", () => {
  const complaint = { kind: "invalid", start: 6, end: 13, suggestion: "service" };
  expect(corrected("a:1   servise:x", complaint)).toBe("a:1   service:x");
  expect(corrected('level:"wa', { ...complaint, suggestion: 'level:"wa"' })).toBe('level:"wa"');
  expect(corrected("x", { ...complaint, suggestion: "" })).toBeNull();
  expect(corrected("x", { ...complaint, kind: "too_much" })).toBeNull();
});
