import { expect, test } from "vitest";
import type { Blocked } from "../../api/types";
import { folded, keyOf, type Row } from "./fold";

const session = (pid: number, depth: number, rest: Partial<Blocked> = {}): Blocked => ({
  pid,
  depth,
  blocked_by: [],
  blocks: 0,
  statement: "7",
  query: "UPDATE orders SET paid = true",
  state: "active",
  wait: "Lock:tuple",
  application: "billing",
  user: "billing",
  backend: "client backend",
  age_ms: pid * 1000,
  transaction_ms: null,
  mode: "ExclusiveLock",
  lock: "tuple",
  relation: "orders",
  cycle: false,
  ...rest,
});
const shape = (rows: Row[]) =>
  rows.map((row) =>
    row.kind === "one" ? `${row.depth} ${row.session.pid}` : `${row.depth} ${row.sessions.length} to ${row.longest}`,
  );

const TREE = [
  session(1, 0, { wait: "Client:ClientRead", state: "idle in transaction" }),
  session(2, 1, { wait: "Lock:transactionid" }),
  session(3, 2),
  session(4, 2),
  session(9, 2, { statement: "8" }),
  session(5, 2),
  session(6, 1),
  session(7, 1),
];

test("sessions that wait alike below one blocker are one row, with how many and the longest age", () => {
  expect(shape(folded(TREE, [], null))).toEqual(["0 1", "1 2", "2 3 to 5000", "2 9", "1 6", "1 7"]);
});

test("a row opens by its key, and where one of its sessions is chosen", () => {
  const key = String(keyOf(folded(TREE, [], null)[2]!));
  const open = ["0 1", "1 2", "2 3 to 5000", "3 3", "3 4", "3 5", "2 9", "1 6", "1 7"];
  expect(shape(folded(TREE, [key], null))).toEqual(open);
  expect(shape(folded(TREE, [], 4))).toEqual(open);
});

test("who has somebody below, waits for something else or in a circle stands alone, and nobody is lost", () => {
  const alike = [10, 11, 12].map((pid) => session(pid, 1));
  const others = [
    session(13, 1, { wait: "Lock:relation" }),
    session(14, 1, { relation: "items" }),
    session(15, 1, { cycle: true }),
    session(16, 1),
    session(17, 2),
  ];
  const rows = folded([session(1, 0), ...alike, ...others], [], null);
  expect(shape(rows)).toEqual(["0 1", "1 3 to 12000", "1 13", "1 14", "1 15", "1 16", "2 17"]);
  const roots = [1, 2, 3].map((pid) => session(pid, 0));
  expect(shape(folded(roots, [], null))).toEqual(["0 1", "0 2", "0 3"]);
});

test("a thousand waiters are two rows", () => {
  const many = Array.from({ length: 1000 }, (_, place) => session(100 + place, 1));
  expect(shape(folded([session(1, 0), ...many], [], null))).toEqual(["0 1", "1 1000 to 1099000"]);
});
