/** What the browser has and the tests' document lacks. */
import { configure } from "@testing-library/react";
import { afterAll, afterEach } from "vitest";

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

// What closes (a menu, a dialog) gives the focus back a moment later, when there must still be a document.
afterAll(() => new Promise((done) => setTimeout(done, 50)));
