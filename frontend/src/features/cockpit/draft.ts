/** The draft of a scorecard as the page keeps it. What an older page wrote is read as far as it is understood. */

export type Draft = { scores: Record<string, number>; criteria: Record<string, number>; text: string };

export function read(content: Record<string, unknown>): Draft {
  return {
    ...content,
    scores: numbers(content.scores),
    criteria: numbers(content.criteria),
    text: typeof content.text === "string" ? content.text : "",
  };
}

function numbers(told: unknown): Record<string, number> {
  if (typeof told !== "object" || told === null) return {};
  return Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/** With this mark for a name, or without one. */
export function chosen(marks: Record<string, number>, name: string, value: number | null): Record<string, number> {
  const { [name]: _, ...others } = marks;
  return value === null ? others : { ...others, [name]: value };
}
