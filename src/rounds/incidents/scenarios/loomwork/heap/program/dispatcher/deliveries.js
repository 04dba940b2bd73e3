'use strict';

/** What was sent, kept so that a customer can look at it. */
class Delivery {
  constructor(eventId, endpoint, body) {
    this.eventId = eventId;
    this.endpoint = endpoint;
    this.body = body;
    this.status = 200;
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

module.exports = { Delivery, RecentDeliveries };
