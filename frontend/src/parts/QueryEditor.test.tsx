import { completionStatus } from "@codemirror/autocomplete";
import { EditorView } from "@codemirror/view";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import QueryEditor from "./QueryEditor";

const suggest = async () => [
  { text: "warn", kind: "value", detail: "", start: 6, end: 10 },
  { text: "warning", kind: "value", detail: "", start: 6, end: 10 },
];

/** An editor with its suggestions open. */
async function open(onSubmit: (text: string) => void) {
  render(<QueryEditor label="Search" language="search" value="level:warn" onSubmit={onSubmit} suggest={suggest} />);
  const field = screen.getByRole("textbox");
  const view = EditorView.findFromDOM(field)!;
  fireEvent.keyDown(field, { key: " ", ctrlKey: true, keyCode: 32 });
  await waitFor(() => expect(completionStatus(view.state)).toBe("active"));
  await new Promise((done) => setTimeout(done, 100)); // suggestions take no key in their first moment
  const press = (key: string, keyCode: number) => fireEvent.keyDown(field, { key, keyCode });
  return { view, press };
}

test("Enter runs what was typed while suggestions are open, and shuts them", async () => {
  const submit = vi.fn();
  const { view, press } = await open(submit);
  expect(view.state.selection.main.head).toBe("level:warn".length); // one goes on at the end
  press("Enter", 13);
  expect(submit).toHaveBeenCalledExactlyOnceWith("level:warn");
  expect(completionStatus(view.state)).toBeNull();
});

test("Enter takes a suggestion that arrows went to, and then runs it", async () => {
  const submit = vi.fn();
  const { view, press } = await open(submit);
  press("ArrowDown", 40);
  press("ArrowDown", 40);
  press("Enter", 13);
  expect(submit).not.toHaveBeenCalled();
  expect(view.state.doc.toString()).toBe("level:warning");
  press("Enter", 13);
  expect(submit).toHaveBeenCalledExactlyOnceWith("level:warning");
});

test("Tab takes the first suggestion", async () => {
  const submit = vi.fn();
  const { view, press } = await open(submit);
  press("Tab", 9);
  expect(view.state.doc.toString()).toBe("level:warn");
  expect(submit).not.toHaveBeenCalled();
});

test("Escape shuts suggestions and keeps the focus; only once more, with nothing left to ask, it leaves", async () => {
  const { view, press } = await open(vi.fn());
  view.focus();
  const pressed = () => {
    press("Escape", 27);
    return [completionStatus(view.state), document.activeElement === view.contentDOM];
  };
  expect(pressed()).toEqual([null, true]);
  view.dispatch({ changes: { from: view.state.doc.length, insert: "ing" } });
  expect([pressed(), pressed()]).toEqual([
    [null, true],
    [null, true],
  ]);
  view.dispatch({ changes: { from: view.state.doc.length - 3, to: view.state.doc.length } });
  expect([pressed(), pressed()]).toEqual([
    [null, true],
    [null, false],
  ]);
});
