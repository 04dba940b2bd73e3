/** What the browser has and the tests' document lacks. */
import { configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Pages come in chunks of their own, which on a busy machine takes more than the second that is waited by default.
configure({ asyncUtilTimeout: 10_000 });

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});
