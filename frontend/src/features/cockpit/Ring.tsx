/** The mark as a clock: a round that closes as time goes, with its next point. */
export function Ring({ share, text, size = 84 }: { share: number; text: string; size?: number }) {
  const radius = size / 2 - 4;
  const round = 2 * Math.PI * radius;
  const angle = share * 2 * Math.PI - Math.PI / 2;
  const middle = size / 2;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={`${text} gone, ${Math.round(share * 100)} percent`}
    >
      <circle cx={middle} cy={middle} r={radius} fill="none" stroke="var(--r-line-2)" strokeWidth="2" />
      <circle
        cx={middle}
        cy={middle}
        r={radius}
        fill="none"
        stroke="var(--r-accent-text)"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeDasharray={`${round * share} ${round}`}
        transform={`rotate(-90 ${middle} ${middle})`}
      />
      <circle
        cx={middle + radius * Math.cos(angle)}
        cy={middle + radius * Math.sin(angle)}
        r="3.5"
        fill="var(--r-accent-text)"
      />
      <text
        x={middle}
        y={middle + 5.5}
        textAnchor="middle"
        fill="var(--r-text)"
        style={{ font: "600 16px/1 var(--r-font)", fontVariantNumeric: "tabular-nums" }}
      >
        {text}
      </text>
    </svg>
  );
}
