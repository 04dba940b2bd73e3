/** The mark: a round not yet closed, with its next point. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" fill="none" aria-hidden="true">
      <path d="M13.6 3.45A8 8 0 1 0 18.55 8.4" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="17" cy="5" r="2.1" fill="currentColor" />
    </svg>
  );
}
