/**
 * A service that never takes its listeners off: a heap of any size, the same one each time.
 *
 *   node --expose-gc --max-old-space-size=8000 large.cjs FOLDER EXECUTIONS…
 *
 * writes FOLDER/EXECUTIONS.heapsnapshot when so many executions have begun; one takes 4 kB of a snapshot.
 */
'use strict';
const { EventEmitter } = require('events');
const path = require('path');
const v8 = require('v8');

const [folder, ...stages] = process.argv.slice(2);
let seed = 1;
const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;

class EventBus extends EventEmitter {}
class RetryPolicy { constructor(most) { this.most = most; this.backoffMs = 200 * most; } }
class StepResult { constructor(index, payload) { this.index = index; this.payload = payload; this.status = 'ok'; this.tookMs = 3.5 + index; } }
class ExecutionContext {
  constructor(id, workflow) {
    this.executionId = 'exec-' + id;
    this.workflow = workflow;
    this.startedAt = new Date(1.7e12 + id * 1000);
    const items = [1, 2, 3].map((number) => ({ sku: 'sku-' + id + '-' + number, quantity: Math.ceil(chance() * 9) }));
    this.variables = new Map([['tenant', 'tenant-' + (id % 40)], ['input', { orderId: 'ord-' + id, items }]]);
    this.results = [];
    this.retry = new RetryPolicy(3);
    this.buffer = Buffer.alloc(32 + Math.floor(chance() * 64));
  }
}

const bus = new EventBus();
bus.setMaxListeners(0);
const workflows = Array.from({ length: 12 }, (_, number) => ({ name: 'workflow-' + number, steps: ['validate', 'reserve', 'charge', 'ship'] }));

function run(id) {
  const context = new ExecutionContext(id, workflows[id % workflows.length]);
  const onStep = (event) => { if (event.executionId === context.executionId) context.results.push(new StepResult(event.index, event.payload)); };
  const onCancel = () => { context.cancelled = true; };
  bus.on('step.completed', onStep);
  bus.on('workflow.cancelled', onCancel);
  context.workflow.steps.forEach((step, index) => onStep({ executionId: context.executionId, index, payload: { step, note: 'result of ' + id + ':' + index } }));
}

globalThis.service = { bus, workflows };
let begun = 0;
for (const stage of stages) {
  while (begun < Number(stage)) run(begun++);
  global.gc();
  v8.writeHeapSnapshot(path.join(folder, stage + '.heapsnapshot'));
}
