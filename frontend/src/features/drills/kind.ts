/** Whether it is a run without an interviewer. */
export function isDrill(interview: { kind: string } | undefined): boolean {
  return interview?.kind === "drill";
}
