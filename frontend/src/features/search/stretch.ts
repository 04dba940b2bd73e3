/** What is searched, and when. */
export type Stretch = { query: string; start: number; end: number };
