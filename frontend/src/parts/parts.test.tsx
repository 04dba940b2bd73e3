import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { FacetList } from "./FacetList";
import { matching } from "./FindBar";
import { cellsOf, movement, sideways } from "./FixedList";
import { KeyValues } from "./KeyValues";
import { blocks, pieces } from "./Prose";
import { presetsOf, shifted, TimeRangePicker } from "./TimeRangePicker";

test("an author's text is paragraphs, lists, code and strong words; the rest stays as typed", () => {
  expect(blocks("One\nline.\n\n- a\n- b\n\n\n")).toEqual([
    { list: false, lines: ["One", "line."] },
    { list: true, lines: ["a", "b"] },
  ]);
  expect(pieces("**Loom** runs `api`, <b>x</b>")).toEqual([
    { kind: "strong", text: "Loom" },
    { kind: "plain", text: " runs " },
    { kind: "code", text: "api" },
    { kind: "plain", text: ", <b>x</b>" },
  ]);
});

test("keys move through rows", () => {
  expect(["j", "k", "PageDown", "Home", "End", "x"].map((key) => movement(key, 5, 10, 100))).toEqual([
    6,
    4,
    15,
    0,
    99,
    null,
  ]);
});

test("left and right open, shut and walk a tree", () => {
  const rows = [
    { level: 0, open: true },
    { level: 1, open: false },
    { level: 1, open: undefined },
    { level: 0, open: false },
  ];
  const tree = { level: (row: (typeof rows)[number]) => row.level, open: (row: (typeof rows)[number]) => row.open };
  const lead = (key: string) => rows.map((_, index) => sideways(key, rows, index, tree));
  expect(lead("ArrowRight")).toEqual([1, 1, null, 3]); // into what is open; what is shut opens itself
  expect(lead("ArrowLeft")).toEqual([0, 0, 0, null]); // what is open shuts; out of all else
  expect(lead("j")).toEqual([null, null, null, null]);
});

test("find looks at what a row says, in any case", () => {
  expect(matching(["Billing", "search", "BILL"], (row) => row, "bill")).toEqual([0, 2]);
  expect(matching(["a"], (row) => row, " ")).toEqual([]);
});

test("a value opens the menu of values", async () => {
  const only = vi.fn();
  render(
    <MantineProvider env="test">
      <KeyValues
        label="Fields"
        pairs={[{ name: "retry_count", value: 3, hint: "third" }]}
        actions={() => ({ only, moreThan: () => undefined })}
      />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "3" }));
  expect(await screen.findByRole("menuitem", { name: "More than 3" })).toBeTruthy();
  expect(screen.queryByRole("menuitem", { name: "Without it" })).toBeNull();
  fireEvent.click(screen.getByRole("menuitem", { name: "Only 3" }));
  expect(only).toHaveBeenCalledOnce();
});

test("a range moves by half of itself and stops at the ends of the window", () => {
  const window = { start: 0, end: 100_000 };
  expect(shifted({ start: 40_000, end: 60_000 }, 0.5, window)).toEqual({
    from: "1970-01-01T00:00:50Z",
    to: "1970-01-01T00:01:10Z",
  });
  expect(shifted({ start: 4000, end: 24_000 }, -0.5, window)).toEqual({
    from: "1970-01-01T00:00Z",
    to: "1970-01-01T00:00:20Z",
  });
});

test("the lengths offered reach between a day and the whole of a long incident", () => {
  const hours = (n: number) => ({ start: 0, end: n * 3_600_000 });
  expect(presetsOf(hours(8 * 24)).slice(-3)).toEqual(["24h", "2d", "4d"]);
  expect(presetsOf(hours(1))).toEqual(["5m", "15m", "30m", "1h"]);
});

test("the range that the button names can be typed; what cannot be read is told with a range of this incident", async () => {
  const now = Date.parse("2026-05-17T23:18:00Z");
  const window = { start: Date.parse("2026-05-09T23:18:00Z"), end: now };
  const range = { start: Date.parse("2026-05-12T06:00Z"), end: Date.parse("2026-05-12T18:00Z") };
  const change = vi.fn();
  render(
    <MantineProvider env="test">
      <TimeRangePicker text={{ from: "", to: "" }} range={range} now={now} window={window} onChange={change} />
    </MantineProvider>,
  );
  const button = screen.getByRole("button", { name: "Time range: 12 May 06:00 – 18:00" });
  fireEvent.click(button);
  const field = await screen.findByRole("textbox", { name: "Type a range" });
  expect(field.getAttribute("placeholder")).toBe("last 30m, or 13 May 06:00 – 18:00");
  fireEvent.change(field, { target: { value: "12 Moy" } });
  expect(screen.getByText(/^Not a range. Try .*“13 May 06:00 – 18:00”/)).toBeTruthy();
  fireEvent.change(field, { target: { value: "12 May 06:00 - 12 May 18:00" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(change).toHaveBeenCalledExactlyOnceWith({ from: "2026-05-12T06:00Z", to: "2026-05-12T18:00Z" });
});

test("the whole row of a value ticks its box, and its buttons do what they say", () => {
  const [toggle, only] = [vi.fn(), vi.fn()];
  const values = [{ value: "web", total: 12, chosen: false }];
  render(
    <FacetList
      facets={[{ field: "service", distinct: 1, values }]}
      onToggle={toggle}
      onOnly={only}
      onWithout={vi.fn()}
    />,
  );
  fireEvent.click(screen.getByText("web"));
  fireEvent.click(screen.getByText("12"));
  expect(toggle.mock.calls).toEqual([
    ["service", "web"],
    ["service", "web"],
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Only service web" }));
  expect([toggle.mock.calls.length, only.mock.calls.length]).toEqual([2, 1]);
});

test("a cell takes the columns that have nothing to say in its row, and no more than there are", () => {
  const render = () => null;
  const columns = [
    { key: "name", title: "", width: "1fr", render, span: (row: { span: number }) => row.span },
    { key: "count", title: "", width: "1fr", render },
    { key: "size", title: "", width: "1fr", render },
  ];
  const keys = (span: number) => cellsOf(columns, { span }).map((cell) => `${cell.column.key} ${cell.span}`);
  expect(keys(1)).toEqual(["name 1", "count 1", "size 1"]);
  expect(keys(2)).toEqual(["name 2", "size 1"]);
  expect(keys(9)).toEqual(["name 3"]);
});
