import { expect, test, vi } from "vitest";
import { searchesFor } from "./searches";

test("what is nothing's name is searched for as a value, literally", () => {
  const open = vi.fn();
  const [traces, logs] = searchesFor(' lumen "media" ', open);
  traces!.run();
  logs!.run();
  expect(open.mock.calls).toEqual([
    ["traces", '"lumen \\"media\\""'],
    ["logs", '"lumen \\"media\\""'],
  ]);
  expect(traces!.label).toContain("lumen");
  expect(searchesFor("x ", open)).toEqual([]);
});
