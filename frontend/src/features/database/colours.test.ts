import { expect, it } from "vitest";
import { layerColours, waitColours } from "./colours";

it("gives a wait its own colour, and no two the same while there are some left", () => {
  const waits = ["IO:Other", "CPU", "LWLock:Odd", "Lock:tuple"];
  const colours = waitColours(waits);
  expect(colours.get("CPU")).toBe("c3");
  expect(colours.get("Lock:tuple")).toBe("c4");
  expect(new Set(colours.values()).size).toBe(waits.length);
  expect(waitColours(["CPU"]).get("CPU")).toBe("c3");
});

it("gives what is left over the colour of others", () => {
  const colours = layerColours("statement", ["1", "2", ""], []);
  expect([...colours.values()]).toEqual(["c1", "c2", "c10"]);
  expect(layerColours("application", ["web", "x"], ["api", "web"]).get("web")).toBe("c2");
});
