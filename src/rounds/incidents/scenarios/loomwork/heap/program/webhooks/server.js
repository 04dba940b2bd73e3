'use strict';

const net = require('node:net');
const { JobWorker } = require('../jobs/worker');
const { LogRing } = require('../service/logRing');
const { metrics } = require('../service/metrics');
const { RecentDeliveries } = require('./deliver');
const { EndpointRegistry } = require('./endpoints');
const { EventSchemas } = require('./schemas');

const log = new LogRing(400);
const schemas = new EventSchemas();
const endpoints = new EndpointRegistry();
const deliveries = new RecentDeliveries(2000);
const worker = new JobWorker(endpoints, deliveries, log);

/** Kubernetes asks whether it is alive. */
const server = net.createServer((socket) => {
  socket.end(`${JSON.stringify({ alive: true, jobs: worker.inFlight.size })}\n`);
});

/** Listens, and does so much work. */
async function start({ delivered = 400, taken = 80 } = {}) {
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  for (let n = 0; n < 38; n += 1) {
    endpoints.load(JSON.stringify({ webhook: webhook(n), host: `host-${n}.endpoint.example`, customer: `customer-${n}` }));
  }
  for (let n = 0; n < delivered; n += 1) worker.processJob(worker.take(job(n)), () => 200);
  for (let n = delivered; n < delivered + taken; n += 1) worker.take(job(n));
  return server;
}

const EVENTS = ['execution.succeeded', 'execution.failed', 'step.completed', 'approval.requested', 'record.updated'];

function job(n) {
  const fields = Array.from({ length: 200 }, (_, field) => ({ field, kind: 'text' }));
  const payload = Buffer.from(JSON.stringify({ type: EVENTS[n % EVENTS.length], fields, sequence: n })).toString('latin1');
  const digits = String(n).padStart(12, '0');
  return JSON.stringify({ id: `job_${digits}`, event_id: `evt_${digits}`, webhook: webhook(n % 38), payload });
}

function webhook(n) {
  return `wh_endpoint${String(n).padStart(2, '0')}`;
}

module.exports = { deliveries, endpoints, metrics, schemas, start, worker };
