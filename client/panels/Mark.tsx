interface MarkProps {
  readonly height: number;
  readonly hill: string;
  readonly water: string;
}

/** Hills above calm water. */
export function Mark({ height, hill, water }: MarkProps) {
  return (
    <svg viewBox="0 0 32 28" width={(height * 32) / 28} height={height} aria-hidden="true">
      <path
        d="M2 11l8-7.5 6 5.4L21 4l9 7"
        fill="none"
        stroke={hill}
        strokeWidth="2.3"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <path
        d="M2 17.5q3.5-3 7 0t7 0 7 0 7 0M2 24q3.5-3 7 0t7 0 7 0 7 0"
        fill="none"
        stroke={water}
        strokeWidth="2.3"
        strokeLinecap="round"
      />
    </svg>
  );
}
