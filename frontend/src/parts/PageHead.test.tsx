import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { SkipLink } from "./PageHead";

test("the skip link says where it leads", () => {
  render(
    <>
      <SkipLink to="evidence" />
      <main id="content" />
    </>,
  );
  const link = screen.getByRole("link", { name: "Skip to the evidence" });
  expect(document.querySelector(link.getAttribute("href") ?? "")).toBe(screen.getByRole("main"));
});
