'use strict';

const events = require('./eventBus');
const { metrics } = require('../service/metrics');

const registrations = metrics.histogram('workflow_handler_registration_seconds');

/**
 * An execution listens for the events of its own steps.
 *
 * @param {import('./execution').WorkflowExecution} execution
 */
function registerEventHandlers(execution) {
  const self = execution;
  const began = performance.now();

  const onStepCompleted = (event) => {
    if (event.executionId === self.id) self.results.push(event.result);
  };

  const onStepFailed = (event) => {
    if (event.executionId === self.id) self.fail(event.error);
  };

  const onWorkflowCancelled = (event) => {
    if (event.executionId === self.id) self.cancel();
  };

  events.eventBus.on('step.completed', onStepCompleted);
  events.eventBus.on('step.failed', onStepFailed);
  events.eventBus.on('workflow.cancelled', onWorkflowCancelled);
  registrations.observe((performance.now() - began) / 1000);
  return { onStepCompleted, onStepFailed, onWorkflowCancelled };
}

function removeEventHandlers({ onStepCompleted, onStepFailed, onWorkflowCancelled }) {
  events.eventBus.off('step.completed', onStepCompleted);
  events.eventBus.off('step.failed', onStepFailed);
  events.eventBus.off('workflow.cancelled', onWorkflowCancelled);
}

module.exports = { registerEventHandlers, removeEventHandlers };
