import type { Tone } from '../../actions/findings.ts';
import { findingStyles, type Mark, markDataUrl, markSide, passMark } from '../../map/marks.ts';

const marks: Readonly<Record<Tone, Mark>> = {
  error: findingStyles.error.mark,
  unknown: findingStyles.unknown.mark,
  warning: findingStyles.warning.mark,
  pass: passMark,
};

interface ToneIconProps {
  readonly tone: Tone;
  /** Pixels of the drawing's body. */
  readonly size?: number;
}

/** The same drawing that stands on the map; the words beside it say it too. */
export function ToneIcon({ tone, size = 20 }: ToneIconProps) {
  const mark = { ...marks[tone], sizePixels: size };
  const side = markSide(mark);
  return <img src={markDataUrl(mark)} width={side} height={side} alt="" />;
}
