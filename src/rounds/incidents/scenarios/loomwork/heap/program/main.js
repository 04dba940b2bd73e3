'use strict';

// node --expose-gc main.js SERVICE FILE: starts a service and writes its heap to FILE.
const v8 = require('node:v8');

const [service, file] = process.argv.slice(2);
const { start } = require(`./${service}/server.js`);

start().then((server) => {
  globalThis.gc();
  setTimeout(() => {
    globalThis.gc();
    v8.writeHeapSnapshot(file);
    server.close();
  }, 50);
});
