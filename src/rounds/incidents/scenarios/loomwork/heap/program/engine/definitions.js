'use strict';

const { TextStore } = require('../service/config');

const NAMES = [
  'order-intake', 'invoice-sync', 'lead-routing', 'ticket-triage', 'stock-alerts', 'payout-check', 'contract-review',
  'user-onboarding', 'report-nightly', 'refund-approval', 'shipment-updates', 'churn-signals',
];
const STEPS = [
  ['load-record', 'postgres'], ['validate', 'schema'], ['find-account', 'crm'], ['enrich', 'people'],
  ['score', 'rules'], ['branch', 'rules'], ['fetch-prices', 'pricing'], ['convert', 'currency'],
  ['reserve', 'stock'], ['charge', 'payments'], ['receipt', 'templates'], ['upload', 'files'],
  ['index', 'search'], ['notify-owner', 'mail'], ['notify-team', 'chat'], ['update-record', 'postgres'],
  ['audit', 'audit-log'], ['emit', 'webhooks'], ['schedule-next', 'scheduler'], ['close', 'postgres'],
];

class Step {
  constructor(name, connector) {
    this.name = name;
    this.connector = connector;
  }
}

class WorkflowDefinition {
  constructor(name) {
    this.name = name;
    this.steps = STEPS.map(([step, connector]) => new Step(step, connector));
  }
}

class DefinitionRegistry extends TextStore {
  constructor() {
    super('definition');
    this.parsed = new Map();
    for (const name of NAMES) this.parsed.set(name, new WorkflowDefinition(name));
    for (let number = 0; number < 80; number += 1) this.load(`definition-${number}`, 160_000 + ((number * 104_729) % 320_000));
  }

  get(name) {
    return this.parsed.get(name);
  }
}

module.exports = { DefinitionRegistry, NAMES };
