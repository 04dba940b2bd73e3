/**
 * What Chrome DevTools' own worker answers about a snapshot beside its tables: named filters, duplicate strings, names
 * and retainers of some nodes, also while one is ignored.
 *
 *   node answers.mjs FILE OUT
 */
import { writeFileSync } from 'node:fs';

import { load } from './devtools.mjs';

const FILTERS = [
  'objectsRetainedByContexts',
  'objectsRetainedByDetachedDomNodes',
  'duplicatedStrings',
  'objectsRetainedByEventHandlers',
];
const EVERY = 397; // nodes: of so many one is asked about
const RETAINERS = 20; // of one node, as many as are held
const NEAREST = { fieldName1: '!edgeDistance', ascending1: true, fieldName2: 'name', ascending2: true };

const [file, out] = process.argv.slice(2);
const snapshot = await load(file, '1');
const node = snapshot.createNode(0);

function filters() {
  return Object.fromEntries(
    FILTERS.map((filterName) => [
      filterName,
      Object.entries(snapshot.aggregatesWithFilter({ filterName })).map(([key, row]) => [
        key,
        row.count,
        row.self,
        row.maxRet,
        row.distance,
      ]),
    ]),
  );
}

function duplicates() {
  return snapshot.getDuplicateStrings().map((group) => [group.count, group.totalSelfSize]);
}

function retainers(index) {
  const provider = snapshot.createRetainingEdgesProvider(index);
  if (provider.isEmpty()) return [0, []];
  provider.sortAndRewind(NEAREST);
  const { items, totalLength } = provider.serializeItemsRange(0, RETAINERS);
  return [totalLength, items.map((edge) => [edge.name, edge.type, edge.node.id, edge.node.distance])];
}

function some(answer) {
  const found = [];
  for (let ordinal = 0; ordinal < snapshot.nodeCount; ordinal += EVERY) {
    node.nodeIndex = ordinal * snapshot.nodeFieldCount;
    found.push(answer(node));
  }
  return found;
}

/** The object that keeps most alive of those three steps from the roots. */
function large() {
  let most = snapshot.rootNodeIndex;
  for (let ordinal = 0, size = 0; ordinal < snapshot.nodeCount; ordinal++) {
    node.nodeIndex = ordinal * snapshot.nodeFieldCount;
    if (node.distance() === 3 && node.type() === 'object' && node.retainedSize() > size) {
      [most, size] = [node.nodeIndex, node.retainedSize()];
    }
  }
  return most;
}

const named = some((one) => [one.id(), one.type(), one.name().slice(0, 250), ...retainers(one.nodeIndex)]);
const ignored = large();
snapshot.ignoreNodeInRetainersView(ignored);
const without = some((one) => [one.id(), ...retainers(one.nodeIndex)]);
node.nodeIndex = ignored;
const said = { filters: filters(), duplicates: duplicates(), named, ignored: node.id(), without };
writeFileSync(out, JSON.stringify(said));
