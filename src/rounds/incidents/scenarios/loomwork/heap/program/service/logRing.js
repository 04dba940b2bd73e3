'use strict';

/** The last lines of the log, which a crash report carries. */
class LogRing {
  constructor(size) {
    this.size = size;
    this.lines = [];
  }

  write(level, message, fields) {
    const line = Buffer.from(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
    process.stdout.write(line);
    if (this.lines.push(line.toString('latin1')) > this.size) this.lines.shift();
  }
}

module.exports = { LogRing };
