/** Names one press of a button, so that the server does it once, however often it is sent. */

export function newCommand(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join("");
}
