/** Made-up comparisons for tests: paths from a picture of text. */
import type { AlignedPath, PathPart, TwoTraces } from "../../api/types";

/** One path a line: indentation is depth, then `service/name spans/extent/self spans/extent/self`, A before B; - for none. */
export function comparisonOf(picture: string): TwoTraces {
  const lines = picture.split("\n").filter((line) => line.trim());
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  const line: number[] = [];
  const paths = lines.map((text, place): AlignedPath => {
    const [path = "", a = "-", b = "-"] = text.trim().split(/\s+/);
    const [service = "", ...name] = path.split("/");
    const depth = (text.search(/\S/) - margin) / 2;
    line[depth] = place;
    const parent = depth > 0 ? line[depth - 1]! : -1;
    return { key: `k${place}`, parent, depth, service, name: name.join("/"), a: partOf(a), b: partOf(b) };
  });
  const side = (part: "a" | "b") => ({
    trace_id: part.repeat(32),
    start: 0,
    duration_ns: Math.max(...paths.map((path) => path[part].extent_ns)),
    root_service: paths[0]!.service,
    root_name: paths[0]!.name,
    spans: paths.reduce((sum, path) => sum + path[part].spans, 0),
    errors: 0,
    services: 1,
    orphans: 0,
    sample_rate: 1,
  });
  const strip = { path: [], depth: [], begin_ns: [], length_ns: [] };
  const count = (test: (path: AlignedPath) => boolean) => paths.filter(test).length;
  return {
    a: side("a"),
    b: side("b"),
    paths,
    paths_total: paths.length,
    both: count(({ a, b }) => a.spans > 0 && b.spans > 0),
    only_a: count(({ b }) => b.spans === 0),
    only_b: count(({ a }) => a.spans === 0),
    most: "k0",
    a_strip: strip,
    b_strip: strip,
    took_ms: 1,
  };
}

function partOf(text: string): PathPart {
  const [spans = 0, extent = 0, self = 0] = text === "-" ? [] : text.split("/").map(Number);
  return {
    spans,
    errors: 0,
    total_ns: extent,
    self_ns: self,
    critical_ns: self,
    extent_ns: extent,
    longest_ns: extent,
    first_ns: spans > 0 ? 0 : -1,
  };
}
