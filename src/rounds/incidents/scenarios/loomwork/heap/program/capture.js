'use strict';

// node --expose-gc capture.js engine|dispatcher FILE: lives the service for a moment and writes its heap to FILE.
const v8 = require('node:v8');

const [service, file, ...counts] = process.argv.slice(2);
const { live } = require(`./${service}/server.js`);

live(Object.fromEntries(counts.map((count) => count.split('=')).map(([name, count]) => [name, Number(count)]))).then(
  (server) => {
    globalThis.gc();
    setTimeout(() => {
      globalThis.gc();
      v8.writeHeapSnapshot(file);
      server.close();
    }, 50);
  },
);
