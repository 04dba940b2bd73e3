/** What a new password must be, as the server says it. */
export const SHORTEST = 12;

export const HINT = `At least ${SHORTEST} characters. A few words in a row are good.`;

/** What is wrong with a new password and its repetition; nothing where a field is still empty. */
export function faultsOf(password: string, repeated: string): { password?: string; repeated?: string } {
  if (password.length < SHORTEST)
    return { password: `It has ${password.length} characters, and needs ${SHORTEST} or more.` };
  return password === repeated ? {} : { repeated: "This is another one than above." };
}
