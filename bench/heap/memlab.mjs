/**
 * memlab's own engine: loads a snapshot, finds dominators and retained sizes, and sums up by class.
 *
 *   node memlab.mjs FILE [--nodes OUT]
 *
 * `--nodes` are the columns self size (f64), retained size (f64) and dominator (u32), little-endian, one after the
 * other, each as long as there are nodes.
 */
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { analysis, config, utils } = createRequire(import.meta.url)('@memlab/core');

async function main() {
  const { values: asked, positionals } = parseArgs({ options: { nodes: { type: 'string' } }, allowPositionals: true });
  config.muteConsole = true;
  const snapshot = await utils.getSnapshotFromFile(positionals[0], { buildNodeIdIndex: true, verbose: false });
  analysis.preparePathFinder(snapshot);
  const classes = summary(snapshot);
  if (asked.nodes) writeFileSync(asked.nodes, nodes(snapshot));
  console.log(JSON.stringify({ nodes: snapshot.nodes.length, classes: classes.size }));
}

function summary(snapshot) {
  const classes = new Map();
  snapshot.nodes.forEach((node) => {
    const key = node.type === 'object' || node.type === 'native' ? node.name : node.type;
    const row = classes.get(key);
    if (row) {
      row.count++;
      row.shallow += node.self_size;
    } else classes.set(key, { count: 1, shallow: node.self_size });
  });
  return classes;
}

function nodes(snapshot) {
  const count = snapshot.nodes.length;
  const self = new Float64Array(count);
  const retained = new Float64Array(count);
  const dominator = new Uint32Array(count);
  snapshot.nodes.forEach((node) => {
    self[node.nodeIndex] = node.self_size;
    retained[node.nodeIndex] = node.retainedSize;
    dominator[node.nodeIndex] = node.dominatorNode?.nodeIndex ?? 0;
  });
  return Buffer.concat([self, retained, dominator].map((column) => new Uint8Array(column.buffer)));
}

await main();
