/**
 * A program whose heap has something of everything that V8 writes into a snapshot in a way of its own.
 *
 *   node --expose-gc program.cjs FOLDER [internals] [values] [traced]
 *
 * writes FOLDER/1.heapsnapshot, changes what it holds, and writes FOLDER/2.heapsnapshot. Runs under Node 12 and newer:
 * what an old version lacks is left out. `internals` and `values` ask V8 for its internals and for numbers (Node 18.20
 * and newer), `traced` goes through the inspector with allocations tracked.
 */
'use strict';
const { EventEmitter } = require('events');
const fs = require('fs');
const path = require('path');
const v8 = require('v8');
const vm = require('vm');

const [folder, ...how] = process.argv.slice(2);
const has = (name) => typeof globalThis[name] === 'function';
const repeat = (count, make) => Array.from({ length: count }, (_, number) => make(number));

// Two classes of one name, told apart only by where they are written
const makeNode = () => { class Node { constructor(next) { this.next = next; this.label = 'first'; } } return Node; };
const makeOther = () => { class Node { constructor(next) { this.next = next; this.weight = 1.5; } } return Node; };
const First = makeNode();
const Second = makeOther();

class Order {
  #secret = { hidden: 'from outside' };
  static count = 0;
  constructor(number) {
    this.number = 'order-' + number;
    this.lines = [{ sku: 'a' + number, price: number + 0.25 }, { sku: 'b', price: 2.5 }];
    this.placed = new Date(1.7e12 + number);
    Order.count++;
  }
  get total() { return this.lines.length + (this.#secret ? 1 : 0); }
  static [Symbol.iterator]() { return [][Symbol.iterator](); }
}
class RushOrder extends Order { constructor(number) { super(number); this.courier = Symbol('courier'); } }

function objects() {
  const rare = { onlyOnce: 'x', ofItsKind: 'y' };
  const shapes = repeat(90, (number) => (number % 3 ? { id: 'i' + number, name: 'n' } : { id: 'i' + number, name: 'n', tags: ['t'] }));
  const swapped = repeat(20, (number) => ({ name: 'swapped', id: 's' + number }));
  const odd = repeat(4, () => ({ 'a,b': 'comma', "it's": 'quote', 'say "so"': 'quotes', '{x}': 'braces', 'with space': 's', 'é😀': 'e' }));
  const long = repeat(3, () => ({ ['k'.repeat(70)]: 'x', ['l'.repeat(70)]: 'y', short: 'z' }));
  const longest = repeat(3, () => ({ ['m'.repeat(130)]: 'x', after: 'y' }));
  const own = repeat(3, () => Object.defineProperty({ seen: 'x' }, '__proto__', { value: { own: 'y' }, enumerable: true }));
  const numbers = repeat(12, (number) => ({ small: number, real: number + 0.5, text: 't' }));
  const bare = repeat(5, (number) => Object.assign(Object.create(null), { bare: 'b' + number }));
  const dictionary = {};
  for (let key = 0; key < 300; key++) dictionary['key-' + key] = { value: 'v' + key };
  for (let key = 0; key < 300; key += 2) delete dictionary['key-' + key];
  const accessors = repeat(4, () => ({ get read() { return shapes; }, set write(value) { this.kept = value; } }));
  return { rare, shapes, swapped, odd, long, longest, own, numbers, bare, dictionary, accessors, frozen: Object.freeze({ frozen: 'f' }) };
}

function collections() {
  const keys = repeat(40, (number) => ({ key: 'k' + number }));
  const weak = new WeakMap(keys.map((key, number) => [key, { value: 'w' + number, back: keys }]));
  const other = new WeakMap(keys.slice(0, 10).map((key) => [key, { sharedKey: key }]));
  const chained = new WeakMap();
  keys.reduce((before, key) => (chained.set(before, key), key));
  const map = new Map(keys.map((key, number) => [key, new First(number)]));
  const sparse = [1, , 'three', , { five: 'x' }]; // eslint-disable-line no-sparse-arrays
  sparse[5000] = { far: 'away' };
  const found = { keys, weak, other, chained, map, sparse, set: new Set(keys), weakSet: new WeakSet(keys), doubles: [1.5, 2.5, , 3.5] }; // eslint-disable-line no-sparse-arrays
  if (has('WeakRef')) found.references = keys.map((key) => new WeakRef(key)).concat(new WeakRef({ soon: 'gone' }));
  if (has('FinalizationRegistry')) {
    found.registry = new FinalizationRegistry(() => {});
    keys.forEach((key, number) => found.registry.register(key, { held: 'h' + number }, key));
  }
  return found;
}

function texts() {
  let joined = 'start';
  for (let part = 0; part < 60; part++) joined += '-part ' + part;
  const whole = 'The whole of a sentence that is long enough to be cut into slices by V8. '.repeat(3);
  const twice = repeat(30, () => Buffer.from('a text that is there many times').toString());
  const beyond = ['😀 astral', '\u{1d800} becomes half', 'lone \ud800', '\udc00 lone', 'nul \0 tab \t "quoted" \\', '\u2028 line', 'é'.repeat(20)];
  const property = { ['lone \ud801 name']: 'x', '😀': 'y' };
  return { joined, flat: joined.split('-').join('+'), slices: repeat(20, (number) => whole.slice(number, number + 40)), twice, beyond, property, huge: 'h'.repeat(5000), twins: repeat(2, () => Buffer.alloc(3000, 'twin').toString()) };
}

function functions() {
  const outer = { captured: 'by both' };
  const unused = { captured: 'by none but kept by eval' };
  function* counting() { let number = 0; while (true) yield { number: number++, outer }; }
  async function waiting() { const local = { across: 'await' }; await new Promise(() => {}); return [local, outer]; }
  async function* both() { yield outer; await null; }
  const running = counting();
  running.next();
  const closures = repeat(30, (number) => { const mine = { mine: 'm' + number }; return () => [mine, outer]; });
  const bound = closures.map((one) => one.bind({ self: 's' }, 'argument'));
  const evaluating = () => eval('unused'); // eslint-disable-line no-eval
  const made = new Function('a', 'return a + 1'); // eslint-disable-line no-new-func
  const proxy = new Proxy({ target: 't' }, { get: () => 'trap' });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const elsewhere = vm.runInNewContext('({ fromElsewhere: new Array(3).fill("x"), make: function made() { return this; } })');
  return { closures, bound, running, waiting: waiting(), both: both(), evaluating, made, proxy, revoked, elsewhere, args: (function () { return arguments; })(outer, 1) };
}

function natives() {
  const buffer = new ArrayBuffer(3 * 1024 * 1024);
  const found = {
    buffer, views: [new Uint8Array(buffer, 8, 64), new Float64Array(buffer), new DataView(buffer)],
    small: repeat(20, (number) => Buffer.from('small ' + number)), typed: new Float32Array(5000), shared: new SharedArrayBuffer(4096),
    expressions: [/plain/, /na(?<m>med)?/giu], big: [BigInt(2) ** BigInt(200), BigInt(-1)], symbols: [Symbol('own'), Symbol.for('registered')],
    errors: repeat(5, (number) => new TypeError('error ' + number)), dates: [new Date(0)], boxed: [new Number(5), new String('boxed'), new Boolean(true)], // eslint-disable-line no-new-wrappers
    intl: [new Intl.NumberFormat('en'), new Intl.DateTimeFormat('en')], wasm: wasm(), script: new vm.Script('var answer = 42', { filename: 'made.js' }), url: new URL('https://example.org/a?b=c#d'),
    channel: new (require('worker_threads').MessageChannel)(), hash: require('crypto').createHash('sha256'), zip: require('zlib').createGzip(), encoder: new TextEncoder(),
  };
  found.channel.port1.close();
  return found;
}

function wasm() {
  const bytes = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11]);
  const module = new WebAssembly.Module(bytes);
  return { module, instance: new WebAssembly.Instance(module), table: new WebAssembly.Table({ initial: 4, element: 'anyfunc' }), memory: new WebAssembly.Memory({ initial: 1 }) };
}

function events() {
  const bus = new EventEmitter();
  bus.setMaxListeners(0);
  for (let number = 0; number < 40; number++) {
    const context = { run: 'run-' + number, orders: [new Order(number)] };
    bus.on('done', () => context.orders.push(new RushOrder(number)));
  }
  bus.emit('done');
  const timers = [setTimeout(() => bus, 1e8), setInterval(() => bus, 1e8)];
  timers.forEach((timer) => timer.unref());
  return { bus, timers, promise: Promise.reject(new Error('caught')).catch(() => bus) };
}

function lists() {
  let head = null;
  for (let number = 0; number < 3000; number++) head = new (number % 2 ? First : Second)(head);
  const ring = { name: 'ring' };
  ring.ring = { back: ring };
  const clique = repeat(8, (number) => ({ member: 'm' + number, all: [] }));
  clique.forEach((one) => one.all.push(...clique));
  return { head, ring, clique, tail: head.next.next.next };
}

const kept = { objects: objects(), collections: collections(), texts: texts(), functions: functions(), natives: natives(), events: events(), lists: lists() };
globalThis.kept = kept;
globalThis['a global'] = { ofTheWindow: kept.lists.tail };

function change() {
  kept.events.bus.emit('done');
  kept.events.more = repeat(25, (number) => new RushOrder(1000 + number));
  kept.objects.shapes.splice(10, 40);
  kept.objects.swapped.push(...repeat(200, (number) => ({ name: 'new', id: 'n' + number, added: 'a' })));
  kept.objects.single = [{ onlyOnce: 'x', ofItsKind: 'y' }];
  for (const key of kept.collections.keys.splice(0, 15)) { kept.collections.map.delete(key); kept.collections.set.delete(key); }
  kept.texts.slices.length = 5;
  kept.functions.closures.splice(3, 9);
  kept.natives.buffer = null;
  kept.natives.views = [new Uint8Array(100)];
  for (let step = 0; step < 700; step++) kept.lists.head = kept.lists.head.next;
  kept.later = new Map(repeat(50, (number) => ['later-' + number, { later: number + 0.5, list: [new Second(null)] }]));
}

function write(file) {
  if (global.gc) global.gc();
  if (how.includes('traced')) return traced(file);
  const asked = { exposeInternals: how.includes('internals'), exposeNumericValues: how.includes('values') };
  return new Promise((done, failed) => v8.getHeapSnapshot(asked).pipe(fs.createWriteStream(file)).on('finish', done).on('error', failed));
}

async function traced(file) {
  const out = fs.openSync(file, 'w');
  const take = (event) => fs.writeSync(out, event.params.chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await new Promise((done, failed) => session.post('HeapProfiler.takeHeapSnapshot', (error) => (error ? failed(error) : done())));
  session.removeListener('HeapProfiler.addHeapSnapshotChunk', take);
  fs.closeSync(out);
}

let session;
async function main() {
  if (how.includes('traced')) {
    session = new (require('inspector').Session)();
    session.connect();
    session.post('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
    kept.traced = [objects(), collections()];
  }
  await write(path.join(folder, '1.heapsnapshot'));
  change();
  await write(path.join(folder, '2.heapsnapshot'));
  process.exit(0);
}

main();
