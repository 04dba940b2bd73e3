import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCES = join(import.meta.dirname, "..");
const HEX = /#[0-9a-fA-F]{3,8}\b/g;

test("no colour is written outside of tokens.css and theme.ts", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(css|tsx?)$/.test(file) && !/(tokens\.css|theme\.ts|\.test\.tsx?)$/.test(file),
  );
  const found = files.flatMap((file) =>
    (readFileSync(join(SOURCES, file), "utf8").match(HEX) ?? []).map((colour) => `${file}: ${colour}`),
  );
  expect(found).toEqual([]);
});

test("both schemes name the same colours", () => {
  const css = readFileSync(join(SOURCES, "app/tokens.css"), "utf8");
  const [light, dark] = ["light", "dark"].map((scheme) => {
    const rules = new RegExp(`data-mantine-color-scheme="${scheme}"\\] \\{([^}]*)\\}`).exec(css)![1]!;
    return [...rules.matchAll(/--r-[\w-]+(?=:)/g)].map(([name]) => name).sort();
  });
  expect(light).toEqual(dark);
  expect(light!.length).toBeGreaterThan(60);
});
