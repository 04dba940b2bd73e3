'use strict';

/** What was sent, kept so that a customer can look at it. */
class Delivery {
  constructor(eventId, endpoint, body) {
    this.eventId = eventId;
    this.endpoint = endpoint;
    this.body = body;
    this.status = 0;
  }
}

class RecentDeliveries {
  constructor(size) {
    this.size = size;
    this.entries = [];
  }

  add(delivery) {
    if (this.entries.push(delivery) > this.size) this.entries.shift();
  }
}

/** Sends what the job carries, and says what came back. */
function deliver(job, send) {
  const delivery = new Delivery(job.eventId, job.endpoint, job.payload);
  delivery.status = send(job.endpoint, job.payload);
  return delivery;
}

module.exports = { RecentDeliveries, deliver };
