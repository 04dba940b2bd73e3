'use strict';

const { TextStore } = require('../service/config');

/** OpenAPI documents of what a step may call, looked up when a request is validated. */
class ConnectorCatalog extends TextStore {
  constructor() {
    super('connector');
    for (let number = 0; number < 100; number += 1) this.load(`connector-${number}`, 300_000 + ((number * 104_729) % 700_000));
  }
}

class ConnectorCall {
  constructor({ id, connector, request }) {
    this.id = id;
    this.connector = connector;
    this.request = request;
    this.startedAt = Date.now();
    this.attempts = [];
    this.headers = { accept: 'application/json', 'x-request-id': id };
  }
}

class ConnectorClient {
  constructor(catalog) {
    this.catalog = catalog;
    this.inFlight = new Map();
  }

  /** @param {string} row what is asked of which connector, as JSON */
  begin(row) {
    const call = new ConnectorCall(JSON.parse(row));
    this.inFlight.set(call.id, call);
    return call;
  }

  end(call) {
    this.inFlight.delete(call.id);
  }
}

module.exports = { ConnectorCatalog, ConnectorClient };
