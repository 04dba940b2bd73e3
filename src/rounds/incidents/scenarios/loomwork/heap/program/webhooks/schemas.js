'use strict';

const { TextStore } = require('../service/config');

/** JSON Schemas of the events that customers may subscribe to. */
class EventSchemas extends TextStore {
  constructor() {
    super('event schema');
    for (let number = 0; number < 120; number += 1) this.load(`schema-${number}`, 90_000 + ((number * 104_729) % 420_000));
  }
}

module.exports = { EventSchemas };
