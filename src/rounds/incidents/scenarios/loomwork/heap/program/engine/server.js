'use strict';

const net = require('node:net');
const { LogRing } = require('../service/logRing');
const { metrics } = require('../service/metrics');
const { ConnectorCatalog, ConnectorClient } = require('./connectors');
const { DefinitionRegistry, NAMES } = require('./definitions');
const events = require('./eventBus');
const { WorkflowRunner } = require('./runner');
const { TemplateCache } = require('./templates');

const log = new LogRing(400);
const definitions = new DefinitionRegistry();
const connectors = new ConnectorClient(new ConnectorCatalog());
const templates = new TemplateCache(120_000_000);
const runner = new WorkflowRunner(definitions, templates, log);

/** Kubernetes asks whether it is alive. */
const server = net.createServer((socket) => {
  socket.end(`${JSON.stringify({ alive: true, listeners: events.eventBus.listenerCount('step.completed') })}\n`);
});

/** Listens, and does so much work. */
async function start({ executions = 48, cached = 240, calls = 24 } = {}) {
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  for (let n = 0; n < cached; n += 1) {
    templates.get(JSON.stringify({ template: `template-${String(n).padStart(6, '0')}`, bytes: 300_000 + ((n * 104_729) % 400_000) }));
  }
  for (let n = 0; n < executions; n += 1) {
    const id = `exec_${String(n).padStart(12, '0')}`;
    runner.run(JSON.stringify({ id, tenant: `cust_${1000 + (n % 38)}`, workflow: NAMES[n % NAMES.length] }));
  }
  for (let n = 0; n < calls; n += 1) {
    const fields = Array.from({ length: 12 }, (_, field) => ({ field, kind: 'text' }));
    const id = `req_${String(n).padStart(12, '0')}`;
    connectors.begin(JSON.stringify({ id, connector: 'crm', request: JSON.stringify({ fields }) }));
  }
  return server;
}

module.exports = { connectors, definitions, metrics, runner, start, templates };
