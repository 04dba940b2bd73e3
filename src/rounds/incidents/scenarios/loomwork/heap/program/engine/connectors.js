'use strict';

const { TextStore } = require('../service/config');

/** OpenAPI documents of what a step may call, looked up when a request is validated. */
class ConnectorCatalog extends TextStore {
  constructor() {
    super('connector');
    for (let number = 0; number < 100; number += 1) this.load(`connector-${number}`, 300_000 + ((number * 104_729) % 700_000));
  }
}

module.exports = { ConnectorCatalog };
