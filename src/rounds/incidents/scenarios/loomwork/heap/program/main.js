'use strict';

// node --expose-gc main.js SERVICE FILE [NAME=COUNT…]: starts a service and writes its heap to FILE.
const v8 = require('node:v8');

const [service, file, ...counts] = process.argv.slice(2);
const { start } = require(`./${service}/server.js`);
const wanted = Object.fromEntries(counts.map((count) => count.split('=')).map(([name, count]) => [name, Number(count)]));

start(wanted).then((server) => {
  globalThis.gc();
  setTimeout(() => {
    globalThis.gc();
    v8.writeHeapSnapshot(file);
    server.close();
  }, 50);
});
