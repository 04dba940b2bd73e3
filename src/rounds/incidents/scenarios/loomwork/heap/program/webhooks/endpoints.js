'use strict';

class Endpoint {
  constructor({ webhook, host, customer }) {
    this.webhook = webhook;
    this.host = host;
    this.customer = customer;
    this.path = '/webhooks/loomwork';
    this.enabled = true;
  }
}

class EndpointRegistry {
  constructor() {
    this.byWebhook = new Map();
  }

  /** @param {string} row what the database says of an endpoint, as JSON */
  load(row) {
    const endpoint = new Endpoint(JSON.parse(row));
    this.byWebhook.set(endpoint.webhook, endpoint);
    return endpoint;
  }
}

module.exports = { EndpointRegistry };
