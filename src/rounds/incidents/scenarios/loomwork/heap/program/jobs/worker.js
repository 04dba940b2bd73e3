'use strict';

const { metrics } = require('../service/metrics');
const { deliver } = require('../webhooks/deliver');

class Job {
  constructor(id, eventId, endpoint, payload) {
    this.id = id;
    this.eventId = eventId;
    this.endpoint = endpoint;
    this.payload = payload;
    this.startedAt = Date.now();
  }
}

class JobWorker {
  constructor(endpoints, deliveries, log) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.log = log;
    this.inFlight = new Map();
    this.latency = metrics.histogram('webhook_delivery_latency_seconds');
  }

  /** @param {string} row a job that was taken from the queue, as JSON */
  take(row) {
    const { id, event_id: eventId, webhook, payload } = JSON.parse(row);
    const job = new Job(id, eventId, this.endpoints.byWebhook.get(webhook), payload);
    this.inFlight.set(id, job);
    this.log.write('info', 'job picked up', { queue: 'webhook', webhook_id: webhook, event_id: eventId });
    return job;
  }

  processJob(job, send) {
    this.deliveries.add(deliver(job, send));
    this.inFlight.delete(job.id);
    this.latency.observe((Date.now() - job.startedAt) / 1000);
    this.log.write('info', 'webhook delivered', { event_id: job.eventId, status: 200 });
  }
}

module.exports = { JobWorker };
