'use strict';

/** One run of a workflow, with what its steps came back with. */
class WorkflowExecution {
  constructor(id, tenant, workflow) {
    this.id = id;
    this.tenant = tenant;
    this.workflow = workflow;
    this.status = 'running';
    this.results = [];
  }

  fail(error) {
    this.status = 'failed';
    this.error = error;
  }

  cancel() {
    this.status = 'cancelled';
  }
}

module.exports = { WorkflowExecution };
