'use strict';

class Histogram {
  constructor(name, bounds) {
    this.name = name;
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value) {
    const place = this.bounds.findIndex((bound) => value <= bound);
    this.counts[place < 0 ? this.bounds.length : place] += 1;
  }
}

class MetricRegistry {
  constructor() {
    this.histograms = new Map();
  }

  histogram(name, bounds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60]) {
    if (!this.histograms.has(name)) this.histograms.set(name, new Histogram(name, bounds));
    return this.histograms.get(name);
  }
}

module.exports = { metrics: new MetricRegistry() };
