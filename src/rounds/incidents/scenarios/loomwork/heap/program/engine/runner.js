'use strict';

const events = require('./eventBus');
const { WorkflowExecution } = require('./execution');
const { registerEventHandlers } = require('./handlers');
const { metrics } = require('../service/metrics');

const RESPONSE_BYTES = 1035;

class WorkflowRunner {
  constructor(definitions, templates, log) {
    this.definitions = definitions;
    this.templates = templates;
    this.log = log;
    this.durations = metrics.histogram('workflow_execution_duration_seconds', [1, 2, 4, 8, 16, 32, 60]);
  }

  /** @param {string} job what the queue holds: the execution's id, its tenant and its workflow, as JSON */
  run(job) {
    const { id, tenant, workflow: name } = JSON.parse(job);
    const workflow = this.definitions.get(name);
    const execution = new WorkflowExecution(id, tenant, workflow);
    registerEventHandlers(execution);
    for (let step = 0; step < workflow.steps.length; step += 1) {
      events.eventBus.emit('step.completed', { executionId: id, result: answer(execution, workflow.steps[step]) });
    }
    execution.results = execution.results.slice();
    execution.status = 'succeeded';
    this.durations.observe(3);
    this.log.write('info', 'execution finished', { execution_id: id, customer: tenant, workflow: name });
    return execution.status;
  }
}

/** What a connector came back with, as it was received: the response first, then for whom it was asked. */
function answer(execution, step) {
  const { name, connector } = step;
  const rows = [];
  for (let length = 0; length < RESPONSE_BYTES; length += 22) rows.push({ row: rows.length, ok: true });
  const asked = { execution: execution.id, tenant: execution.tenant };
  return Buffer.from(JSON.stringify({ workflow: execution.workflow.name, step: name, connector, rows, asked })).toString('latin1');
}

module.exports = { WorkflowRunner };
