/** Ridge behind ridge down to calm water, as the county's hills lie in the morning. Decoration only. */
export function Landscape({ className }: { readonly className: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 1600 640" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {ridges.map(({ path, fill }) => (
        <path key={fill} d={path} fill={fill} />
      ))}
      <g fill="none" stroke="#e9dfc6" strokeLinecap="round">
        {waves.map(({ path, opacity }) => (
          <path key={path} d={path} strokeWidth="2" opacity={opacity} />
        ))}
      </g>
    </svg>
  );
}

const ridges = [
  {
    fill: '#dde3dc',
    path: 'M0 250C90 230 150 170 230 178s120 62 200 40 130-118 220-112 120 96 210 92 150-122 250-118 140 88 230 82 150-70 260-52V640H0z',
  },
  {
    fill: '#bfd0cd',
    path: 'M0 330C80 310 130 250 220 262s130 66 220 36 140-92 230-74 120 88 220 78 150-110 250-92 120 74 220 60 150-58 240-42V640H0z',
  },
  {
    fill: '#8fb0b2',
    path: 'M0 378C110 386 170 312 270 330s130 74 240 46 150-84 250-58 140 76 250 52 160-80 260-50 160 56 330 6V640H0z',
  },
  {
    fill: '#4d828b',
    path: 'M0 462C120 440 190 392 310 414s150 66 270 38 170-68 290-40 170 64 290 34 190-64 440-20V640H0z',
  },
  {
    fill: '#1d5866',
    path: 'M0 520C150 500 240 478 380 494s200 40 340 22 210-42 350-24 200 34 530 2V640H0z',
  },
  { fill: '#12424f', path: 'M0 566C260 552 420 560 640 564s420-12 620-6 220 8 340 4V640H0z' },
] as const;

const waves = [
  { opacity: 0.34, path: 'M250 588q30-10 60 0t60 0 60 0 60 0M980 584q30-10 60 0t60 0 60 0' },
  { opacity: 0.22, path: 'M560 606q30-10 60 0t60 0 60 0M1240 608q30-10 60 0t60 0 60 0 60 0M60 612q30-10 60 0t60 0' },
  { opacity: 0.14, path: 'M330 626q30-10 60 0t60 0 60 0M840 626q30-10 60 0t60 0 60 0 60 0' },
] as const;
