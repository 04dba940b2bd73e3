import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ClassName, Delta, Distance, shareText, ThingName } from "./Cells";
import { made } from "./made";
import { Way } from "./Way";

afterEach(cleanup);

const HOSTILE = '"><img src=x onerror="alert(1)">\u202egnp\n<script>alert(2)</script>';

test("what a program held is shown as text, whatever it says", () => {
  const { container } = render(
    <>
      <ThingName thing={made(7, { name: HOSTILE, edge: HOSTILE, edge_type: "property", at: HOSTILE })} />
      <ClassName name={HOSTILE} at={HOSTILE} />
      <Way path={[HOSTILE, `.${HOSTILE}`]} />
    </>,
  );
  expect(container.querySelectorAll("img, script")).toHaveLength(0);
  expect(container.textContent).toContain("<img src=x");
  expect(container.textContent).toContain("\\u202egnp\\n");
  expect(container.textContent).not.toContain("\u202e");
  // Text that runs from right to left stays in its own place.
  expect(container.querySelectorAll("bdi").length).toBeGreaterThan(4);
});

test("an object is named by what reaches it, what it is, and its id", () => {
  const { container } = render(<ThingName thing={made(7, { edge: "self", name: "Socket" })} mark="deleted" />);
  expect(container.textContent).toBe("−deletedself :: Socket @7");
});

test("changes have their sign, distances their word, shares one decimal", () => {
  const said = (node: React.ReactNode) => render(<div>{node}</div>).container.textContent;
  expect(said(<Delta value={41_400} />)).toBe("+ 41\u2009400");
  expect(said(<Delta value={-12} />)).toBe("− 12");
  expect(said(<Delta value={0} />)).toBe("0");
  expect(said(<Distance value={null} />)).toBe("system");
  expect([0, 0.00001, 0.123, 1].map(shareText)).toEqual(["", "< 0.1 %", "12.3 %", "100.0 %"]);
});
