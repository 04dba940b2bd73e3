'use strict';

const { EventEmitter } = require('node:events');

/** One for the whole process: what happens to any execution is told here. */
class WorkflowEventBus extends EventEmitter {}

module.exports = { eventBus: new WorkflowEventBus() };
