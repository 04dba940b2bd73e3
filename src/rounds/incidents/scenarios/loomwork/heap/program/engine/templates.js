'use strict';

const { document } = require('../service/config');

class CompiledTemplate {
  constructor(key, bytes) {
    this.key = key;
    this.source = document('template', key, bytes);
    this.blanks = ['{{customer}}', '{{workflow}}', '{{result}}'];
  }

  render(values) {
    return this.blanks.reduce((text, blank, n) => text.replace(blank, values[n]), this.source);
  }
}

/** The least recently used goes when there is no more room. */
class TemplateCache {
  constructor(maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = 0;
    this.entries = new Map();
  }

  /** @param {string} wanted which template and how large it is, as JSON */
  get(wanted) {
    const { template: key, bytes } = JSON.parse(wanted);
    const known = this.entries.get(key);
    if (known) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    const compiled = new CompiledTemplate(key, bytes);
    this.entries.set(key, compiled);
    this.bytes += compiled.source.length;
    for (const [oldest, entry] of this.entries) {
      if (this.bytes <= this.maxBytes) break;
      this.entries.delete(oldest);
      this.bytes -= entry.source.length;
    }
    return compiled;
  }
}

module.exports = { TemplateCache };
