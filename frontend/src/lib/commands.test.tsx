import { render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { type Command, keyName, press, useCommands, watchCover } from "./commands";

function With({ commands }: { commands: Command[] }) {
  useCommands(commands);
  return <input aria-label="field" />;
}

const command = (keys: string, run: () => void, id = keys): Command => ({ id, label: id, group: "G", keys, run });
const key = (name: string, options: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key: name, cancelable: true, bubbles: true, ...options });
  press(event);
  return event;
};

test("two keys after each other are one command", () => {
  const run = vi.fn();
  render(<With commands={[command("g m", run)]} />);
  key("m");
  expect(run).not.toHaveBeenCalled();
  key("g");
  expect(key("m").defaultPrevented).toBe(true);
  expect(run).toHaveBeenCalledOnce();
});

test("what stands in front takes the key, and gives it back when it goes", () => {
  const behind = vi.fn();
  const front = vi.fn();
  render(<With commands={[command("Escape", behind, "behind")]} />);
  const { unmount } = render(<With commands={[command("Escape", front, "front")]} />);
  key("Escape");
  unmount();
  key("Escape");
  expect([front.mock.calls.length, behind.mock.calls.length]).toEqual([1, 1]);
});

test("what lies over the page has Escape, even when it closes before the page hears of it", () => {
  watchCover();
  const behind = vi.fn();
  render(<With commands={[command("Escape", behind)]} />);
  const dialog = document.body.appendChild(document.createElement("div"));
  dialog.setAttribute("role", "dialog");
  const pressed = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  const close = () => dialog.remove();
  addEventListener("keydown", close, true);
  addEventListener("keydown", press);
  pressed();
  expect(behind).not.toHaveBeenCalled();
  pressed();
  expect(behind).toHaveBeenCalledOnce();
  removeEventListener("keydown", close, true);
  removeEventListener("keydown", press);
});

test("no key acts while a field has focus, but those with Ctrl", () => {
  const plain = vi.fn();
  const control = vi.fn();
  const { getByLabelText } = render(<With commands={[command("z", plain), command("Ctrl+k", control)]} />);
  const field = getByLabelText("field");
  for (const options of [{ key: "z" }, { key: "k", ctrlKey: true }]) {
    const event = new KeyboardEvent("keydown", { ...options, bubbles: true, cancelable: true });
    Object.defineProperty(event, "target", { value: field });
    press(event);
  }
  expect([plain.mock.calls.length, control.mock.calls.length]).toEqual([0, 1]);
});

test("a key with Alt is named by its place on the keyboard", () => {
  const typed = { key: "†", code: "KeyT", ctrlKey: false, metaKey: false, altKey: true, shiftKey: false };
  expect(keyName(typed)).toBe("Alt+t");
  expect(keyName({ ...typed, key: "?", altKey: false, shiftKey: true })).toBe("?");
  expect(keyName({ ...typed, key: "Enter", code: "Enter", altKey: false, shiftKey: true })).toBe("Shift+Enter");
});
