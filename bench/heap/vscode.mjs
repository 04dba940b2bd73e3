/**
 * The parser of VS Code's heap snapshot viewer (Rust, as WebAssembly): loads a snapshot and sums up by class.
 *
 *   node vscode.mjs FILE
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { decode_bytes: decode } = createRequire(import.meta.url)('@vscode/v8-heap-parser');

const graph = decode(readFileSync(process.argv[2]));
const classes = graph.get_class_groups(0, 0xffffffff, false);
console.log(JSON.stringify({ classes: classes.length }));
