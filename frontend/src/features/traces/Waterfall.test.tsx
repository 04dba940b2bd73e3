import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Lens } from "./lens";
import { traceOf } from "./made";
import { coloursOf, modelOf } from "./model";
import { layRows } from "./rows";
import { Waterfall } from "./Waterfall";

const loop = Array.from({ length: 14 }, (_, i) => `      db/SELECT ${10 + i} ${11 + i}${i === 3 ? " !" : ""}`).join(
  "\n",
);
const model = modelOf(
  traceOf(`
    api/GET 0 100
      auth/verify 1 9
        auth/read 2 5
${loop}
      api/render 40 90`),
);

function show({ collapsed = new Set<number>(), spread = new Set<number>(), active = 0 } = {}) {
  const acts = { onSelect: vi.fn(), onToggle: vi.fn(), onFit: vi.fn() };
  const rows = layRows(model.spans, model.folds, { collapsed, spread });
  const colours = coloursOf(model, "service", ["api", "db", "auth"]);
  const shown = { model, rows, colours, collapsed, lit: null, selected: rows.span[active]! };
  render(
    <MantineProvider env="test">
      <Waterfall
        shown={shown}
        lens={new Lens({ from: 0, to: model.spans.total }, null)}
        active={active}
        label="Waterfall"
        showPath
        {...acts}
      />
    </MantineProvider>,
  );
  return { ...acts, tree: screen.getByRole("tree", { name: "Waterfall" }) };
}

test("rows say what they are: operation, service, duration, how many, and that some failed", () => {
  show();
  expect(screen.getAllByRole("treeitem").map((row) => row.getAttribute("aria-label"))).toEqual([
    "GET, api, 100 ns",
    "verify, auth, 8.00 ns",
    "read, auth, 3.00 ns",
    "SELECT, db, 14 times, 14.0 ns in all, 1 failed",
    "render, api, 50.0 ns",
  ]);
  const fold = screen.getByRole("treeitem", { name: /14 times/ });
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  expect(fold.textContent).toContain("× 14");
});

test("a closed row says how many spans it holds", () => {
  show({ collapsed: new Set([1]) });
  expect(screen.getByRole("treeitem", { name: /verify/ }).textContent).toContain("1 span");
  expect(screen.queryByRole("treeitem", { name: /read/ })).toBeNull();
});

test("keys walk the tree, open and close it, and fit a row", () => {
  const { tree, onSelect, onToggle, onFit } = show({ active: 1 });
  fireEvent.keyDown(tree, { key: "j" });
  expect(onSelect).toHaveBeenLastCalledWith(2);
  fireEvent.keyDown(tree, { key: "ArrowLeft" });
  expect(onToggle).toHaveBeenLastCalledWith(1, false);
  fireEvent.keyDown(tree, { key: "End" });
  expect(onSelect).toHaveBeenLastCalledWith(17);
  fireEvent.keyDown(tree, { key: "Enter" });
  expect(onFit).toHaveBeenLastCalledWith(1);
});

test("left on a leaf goes to its parent; right opens what is closed", () => {
  const leaf = show({ active: 2 });
  fireEvent.keyDown(leaf.tree, { key: "ArrowLeft" });
  expect(leaf.onSelect).toHaveBeenLastCalledWith(1);
  document.body.replaceChildren();
  const closed = show({ active: 3 });
  fireEvent.keyDown(closed.tree, { key: "ArrowRight" });
  expect(closed.onToggle).toHaveBeenLastCalledWith(3, false);
});
