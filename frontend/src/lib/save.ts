/** Keeping what the server sends as a file of one's own. */

export async function save(address: string, name: string): Promise<void> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Error(typeof told?.message === "string" ? told.message : "It could not be read. Try again in a moment.");
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
