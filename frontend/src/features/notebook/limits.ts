export const LONGEST = 2000; // characters of a text, as many as the server keeps
