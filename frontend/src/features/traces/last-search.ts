/** The search a person made last in this tab: where "Traces" leads back to from one trace. */

type Search = Record<string, string | string[] | undefined>;

let last: Search = {};

export const lastSearch = (): Search => last;

export function keepSearch(search: Search): void {
  last = search;
}
