/**
 * Where each span of a flame graph stands: children under their parent, and siblings that run at the same time in
 * lanes below each other, each with its whole subtree, so that no two spans are drawn over each other.
 *
 * The answer is rows sorted by start whose spans do not overlap: drawing and hit tests may search them by halves.
 */

export interface Tree {
  readonly count: number;
  readonly parent: Int32Array;
  readonly descendants: Int32Array;
  readonly begin: Float64Array;
  readonly end: Float64Array;
  readonly error: Uint8Array;
}

export interface FlameRow {
  readonly span: Int32Array;
  readonly begin: Float64Array;
  readonly end: Float64Array;
  /** Failed spans before each place, one entry more than spans: a stretch of tiny spans knows whether one failed. */
  readonly errors: Int32Array;
}

export interface Flame {
  readonly rows: readonly FlameRow[];
  /** The row of each span. */
  readonly row: Int32Array;
}

export function layFlame(tree: Tree): Flame {
  const offset = measure(tree);
  const row = new Int32Array(tree.count);
  for (let i = 0; i < tree.count; i++) row[i] = offset[i]! + (tree.parent[i]! < 0 ? 0 : row[tree.parent[i]!]! + 1);
  return { rows: fillRows(tree, row), row };
}

/**
 * From the leaves up: each subtree is a box of time and rows, and a parent stacks the boxes of its children.
 * Answers how many rows each box stands below the first row of its siblings.
 */
function measure(tree: Tree): Int32Array {
  const from = Float64Array.from(tree.begin);
  const until = Float64Array.from(tree.end);
  const height = new Int32Array(tree.count).fill(1);
  const offset = new Int32Array(tree.count);
  for (let i = tree.count - 1; i >= -1; i--) {
    const children = childrenOf(tree, i);
    if (children.length === 0) continue;
    if (!inOrder(children, from)) children.sort((a, b) => from[a]! - from[b]!);
    const rows = stack(children, from, until, height, offset);
    if (i < 0) continue;
    height[i] = rows + 1;
    for (const child of children) {
      if (from[child]! < from[i]!) from[i] = from[child]!;
      if (until[child]! > until[i]!) until[i] = until[child]!;
    }
  }
  return offset;
}

function childrenOf(tree: Tree, parent: number): number[] {
  const children: number[] = [];
  const end = parent < 0 ? tree.count : parent + tree.descendants[parent]! + 1;
  for (let child = parent + 1; child < end; child += tree.descendants[child]! + 1) children.push(child);
  return children;
}

function inOrder(spans: readonly number[], key: Float64Array): boolean {
  for (let i = 1; i < spans.length; i++) if (key[spans[i]!]! < key[spans[i - 1]!]!) return false;
  return true;
}

/** Puts each box, in order of start, on the lowest rows that are free from there on. Returns how many rows it takes. */
function stack(
  children: readonly number[],
  from: Float64Array,
  until: Float64Array,
  height: Int32Array,
  offset: Int32Array,
): number {
  let rows = 0;
  let end = Number.NEGATIVE_INFINITY;
  let before = -1;
  // One box after the other is the usual case: it needs no lanes, until a box starts while the one before it runs.
  let lanes: Lanes | null = null;
  for (const child of children) {
    if (from[child]! >= end) {
      lanes = null;
    } else {
      lanes ??= new Lanes().take(0, height[before]!, end);
      offset[child] = lanes.place(from[child]!, height[child]!);
      lanes.take(offset[child]!, height[child]!, until[child]!);
    }
    end = Math.max(end, until[child]!);
    rows = Math.max(rows, offset[child]! + height[child]!);
    before = child;
  }
  return rows;
}

/**
 * When each row becomes free, as a tree of minima: the first row that is free at a moment is found in log(rows), so
 * that ten thousand siblings at once stay quick.
 */
export class Lanes {
  private size = 64;
  private free = new Float64Array(128).fill(Number.NEGATIVE_INFINITY);

  take(row: number, rows: number, until: number): this {
    while (row + rows > this.size) this.grow();
    for (let r = row; r < row + rows; r++) this.set(r, until);
    return this;
  }

  /** The lowest run of `rows` rows that are all free at `moment`. */
  place(moment: number, rows: number): number {
    for (let row = this.firstFree(0, moment); ; ) {
      const blocked = this.blockedIn(row, rows, moment);
      if (blocked < 0) return row;
      row = this.firstFree(blocked + 1, moment);
    }
  }

  private blockedIn(row: number, rows: number, moment: number): number {
    for (let r = Math.min(row + rows, this.size) - 1; r > row; r--) if (this.free[this.size + r]! > moment) return r;
    return -1;
  }

  private firstFree(from: number, moment: number): number {
    if (from >= this.size) return from;
    let node = this.size + from;
    while (this.free[node]! > moment) {
      while (node % 2 === 1) {
        node >>= 1;
        if (node === 0) return this.size;
      }
      node += 1;
    }
    while (node < this.size) {
      node *= 2;
      if (this.free[node]! > moment) node += 1;
    }
    return node - this.size;
  }

  private set(row: number, until: number): void {
    let node = this.size + row;
    this.free[node] = Math.max(this.free[node]!, until);
    for (node >>= 1; node > 0; node >>= 1) this.free[node] = Math.min(this.free[2 * node]!, this.free[2 * node + 1]!);
  }

  private grow(): void {
    const before = this.free.slice(this.size);
    this.size *= 2;
    this.free = new Float64Array(2 * this.size).fill(Number.NEGATIVE_INFINITY);
    this.free.set(before, this.size);
    for (let node = this.size - 1; node > 0; node--) {
      this.free[node] = Math.min(this.free[2 * node]!, this.free[2 * node + 1]!);
    }
  }
}

/** Rows of one box never meet those of another in time, so pre-order fills each row from left to right. */
function fillRows(tree: Tree, row: Int32Array): FlameRow[] {
  let rows = 0;
  for (const r of row) rows = Math.max(rows, r + 1);
  const members: number[][] = Array.from({ length: rows }, () => []);
  for (let i = 0; i < tree.count; i++) members[row[i]!]!.push(i);
  return members.map((spans) => {
    if (!inOrder(spans, tree.begin)) spans.sort((a, b) => tree.begin[a]! - tree.begin[b]!);
    return column(tree, Int32Array.from(spans));
  });
}

function column(tree: Tree, span: Int32Array): FlameRow {
  const errors = new Int32Array(span.length + 1);
  for (let i = 0; i < span.length; i++) errors[i + 1] = errors[i]! + tree.error[span[i]!]!;
  return {
    span,
    begin: Float64Array.from(span, (i) => tree.begin[i]!),
    end: Float64Array.from(span, (i) => tree.end[i]!),
    errors,
  };
}

/** The first place whose value is greater than `x`. */
export function upper(sorted: Float64Array, x: number, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
