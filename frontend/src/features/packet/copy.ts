/** What stands in a copy of a packet, read in the browser: only its content and its cover are sent, and a sum of the file. */

export type Copy = Found & { sha256: string; hash: string };
type Found = { kind: "html" | "pdf" | "json"; content: string; cover: string };

/** Characters of a content that is sent; of a larger one its hash tells the version, and no difference. */
const LARGEST = 150_000;

export async function copyOf(file: Uint8Array<ArrayBuffer>): Promise<Copy | null> {
  const start = new TextDecoder("latin1").decode(file.subarray(0, 64)).trimStart();
  const found = start.startsWith("%PDF") ? await inPdf(file) : inText(new TextDecoder().decode(file));
  if (!found) return null;
  const hash = await sum(new TextEncoder().encode(found.content));
  const sent = hash && found.content.length > LARGEST ? { ...found, content: "", cover: "" } : found;
  return { ...sent, hash, sha256: sent.content ? await sum(file) : "" };
}

export function inText(text: string): Found | null {
  const whole = text.trim();
  if (whole.startsWith("{")) return { kind: "json", content: whole, cover: "" };
  const script = (id: string) =>
    new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`, "s").exec(text)?.[1] ?? "";
  const [content, cover] = [script("packet"), script("cover")];
  return content && cover ? { kind: "html", content, cover } : null;
}

/** The two files that a PDF of ours has attached; its streams are packed one by one. */
async function inPdf(file: Uint8Array<ArrayBuffer>): Promise<Found | null> {
  const text = new TextDecoder("latin1").decode(file);
  let content = "";
  let cover = "";
  for (const found of text.matchAll(/stream\r?\n/g)) {
    const start = found.index + found[0].length;
    const told = [...text.slice(Math.max(0, found.index - 400), found.index).matchAll(/\/Length (\d+)/g)].at(-1);
    if (!told) continue;
    const part = await unpacked(file.slice(start, start + Number(told[1])));
    if (part.startsWith("{") && part.includes('"format":"rounds packet')) content = part;
    else if (part.startsWith('{"hash"')) cover = part;
  }
  return content && cover ? { kind: "pdf", content, cover } : null;
}

/** As it stands where it is not packed. */
async function unpacked(part: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    return await new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  } catch {
    return new TextDecoder().decode(part);
  }
}

/** Empty where a browser has no such sums: over a connection that is not secure. */
async function sum(file: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!globalThis.crypto?.subtle) return "";
  const made = new Uint8Array(await crypto.subtle.digest("SHA-256", file));
  return Array.from(made, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
