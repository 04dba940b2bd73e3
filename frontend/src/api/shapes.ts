/** What is asked and answered, by the names the pages use. */

export type * from "./types";
export type Value = string | number | boolean;
