/**
 * Chrome DevTools' own heap snapshot worker, outside of Chrome: loads a snapshot with the worker's loader and writes
 * what the worker found.
 *
 *   node devtools.mjs FILE [--nodes OUT] [--summary OUT] [--statistics OUT] [--compare NEWER --comparison OUT]
 *     [--threads 1|2]
 *   node devtools.mjs FOLDER --all
 *
 * `--nodes` are the columns self size (f64), retained size (f64), dominator (u32), distance (i32) and row of the
 * Summary (u32, 0xffffffff for none), little-endian, one after the other, each as long as there are nodes.
 * `--summary` and `--comparison` are JSON: the rows of DevTools' Summary and Comparison with the keys the worker tells
 * classes apart by. For Comparison, FILE is the base and NEWER is looked at. Two threads is what Chrome takes.
 * `--all` takes each pair of NAME-1 and NAME-2 in a folder and writes NAME-1.nodes, NAME-1.json and so on beside it.
 */
import { existsSync, mkdirSync, openSync, readdirSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

console.warn = () => {}; // which nodes are unreachable is no news

const HERE = dirname(fileURLToPath(import.meta.url));
const BUNDLE = join(HERE, 'node_modules/.rounds/devtools.mjs');
const SINCE_NODE_22 = `Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
};`;
const CHUNK = 10_000_000; // bytes; what DevTools reads a file by

/** The worker's classes, as one module. Its progress texts and the page's side of it are left out. */
async function worker() {
  if (!existsSync(BUNDLE)) await bundle();
  return import(pathToFileURL(BUNDLE).href);
}

async function bundle() {
  const { build } = await import('esbuild');
  mkdirSync(dirname(BUNDLE), { recursive: true });
  const folder = './node_modules/chrome-devtools-frontend/front_end/entrypoints/heap_snapshot_worker';
  await build({
    stdin: {
      contents: `export { HeapSnapshotLoader } from '${folder}/HeapSnapshotLoader.ts';
                 export { SecondaryInitManager } from '${folder}/HeapSnapshot.ts';`,
      resolveDir: HERE,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile: BUNDLE,
    logLevel: 'error',
    banner: { js: SINCE_NODE_22 },
    plugins: [
      {
        name: 'the worker alone',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /i18n(Impl)?\.js$|HeapSnapshotProxy\.js$/ }, () => ({ path: 'left-out', namespace: 'none' }));
          onLoad({ filter: /.*/, namespace: 'none' }, () => ({
            contents: 'export const i18n = new Proxy({}, { get: () => (text) => text });',
          }));
        },
      },
    ],
  });
}

/** A file, loaded as Chrome loads it: text in pieces, and half of the work on a second thread. */
export async function load(file, threads = '2') {
  const { HeapSnapshotLoader, SecondaryInitManager } = await worker();
  const channel = new MessageChannel();
  const second = threads === '2' ? new Worker(fileURLToPath(import.meta.url)) : null;
  if (second) second.postMessage(channel.port2, [channel.port2]);
  else new SecondaryInitManager(channel.port2);
  const loader = new HeapSnapshotLoader({ sendEvent() {} });
  await feed(loader, file);
  const snapshot = await loader.buildSnapshot(channel.port1);
  channel.port1.close();
  await second?.terminate();
  return snapshot;
}

async function feed(loader, file) {
  const handle = openSync(file, 'r');
  const bytes = Buffer.alloc(CHUNK);
  const decoder = new TextDecoder();
  for (let read; (read = readSync(handle, bytes, 0, CHUNK, null)) > 0; ) {
    loader.write(decoder.decode(bytes.subarray(0, read), { stream: true }));
    await new Promise(setImmediate);
  }
  loader.close();
  await loader.parsingComplete;
}

/** The rows of the Summary in the order the worker has them, and of each its key. */
export function summary(snapshot) {
  return Object.entries(snapshot.aggregatesWithFilter({})).map(([key, row]) => ({
    key,
    class: row.name,
    count: row.count,
    shallow: row.self,
    retained: row.maxRet,
    distance: row.distance,
  }));
}

/** The rows of the Comparison of `newer` with `base`, as the panel asks two workers for it. */
export function comparison(base, newer) {
  const aggregates = base.aggregatesForDiff(newer.interfaceDefinitions());
  return Object.entries(newer.calculateSnapshotDiff('base', aggregates)).map(([key, row]) => ({
    key,
    class: row.name,
    new: row.addedCount,
    deleted: row.removedCount,
    delta: row.countDelta,
    allocated: row.addedSize,
    freed: row.removedSize,
    sizeDelta: row.sizeDelta,
  }));
}

export function nodes(snapshot) {
  const count = snapshot.nodeCount;
  const self = new Float64Array(count);
  const row = new Uint32Array(count).fill(0xffffffff);
  const node = snapshot.createNode(0);
  for (let ordinal = 0; ordinal < count; ordinal++) {
    node.nodeIndex = ordinal * snapshot.nodeFieldCount;
    self[ordinal] = node.selfSize();
  }
  Object.values(snapshot.aggregatesWithFilter({})).forEach((aggregate, number) => {
    for (const index of aggregate.idxs) row[index / snapshot.nodeFieldCount] = number;
  });
  const columns = [self, snapshot.retainedSizes, snapshot.dominatorsTree, snapshot.nodeDistances, row];
  return Buffer.concat(columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)));
}

async function main() {
  const text = { type: 'string' };
  const options = { nodes: text, summary: text, statistics: text, compare: text, comparison: text, threads: { ...text, default: '2' }, all: { type: 'boolean' } };
  const { values: asked, positionals } = parseArgs({ options, allowPositionals: true });
  if (asked.all) return all(positionals[0]);
  const snapshot = await load(positionals[0], asked.threads);
  const rows = summary(snapshot);
  if (asked.nodes) writeFileSync(asked.nodes, nodes(snapshot));
  if (asked.summary) writeFileSync(asked.summary, JSON.stringify(rows));
  if (asked.statistics) writeFileSync(asked.statistics, JSON.stringify(snapshot.getStatistics()));
  if (asked.compare) {
    const newer = await load(asked.compare, asked.threads);
    const began = performance.now();
    const found = comparison(snapshot, newer);
    console.log(JSON.stringify({ compared_ms: performance.now() - began }));
    writeFileSync(asked.comparison, JSON.stringify(found));
  }
  console.log(JSON.stringify({ nodes: snapshot.nodeCount, classes: rows.length, total: snapshot.totalSize }));
}

async function all(folder) {
  const bases = readdirSync(folder).filter((file) => file.endsWith('-1.heapsnapshot'));
  for (const file of bases) {
    const names = [1, 2].map((number) => join(folder, file.replace('-1.heapsnapshot', `-${number}`)));
    const [base, newer] = [await load(`${names[0]}.heapsnapshot`, '1'), await load(`${names[1]}.heapsnapshot`, '1')];
    write(names[0], base, []);
    write(names[1], newer, comparison(base, newer));
  }
  console.log(JSON.stringify({ pairs: bases.length }));
}

function write(name, snapshot, comparison) {
  const said = { summary: summary(snapshot), statistics: snapshot.getStatistics(), comparison };
  writeFileSync(`${name}.nodes`, nodes(snapshot));
  writeFileSync(`${name}.json`, JSON.stringify(said));
}

if (!isMainThread) {
  const { SecondaryInitManager } = await worker();
  parentPort.once('message', (port) => new SecondaryInitManager(port));
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main();
}
