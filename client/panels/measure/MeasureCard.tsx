import { CloseOutlined, CopyOutlined, RollbackOutlined, UndoOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { useRef, useState } from 'react';
import { copyText } from '../../actions/copyText.ts';
import { bearingWords, measuredArea, measuredLength } from '../../actions/measuredWords.ts';
import { measured } from '../../actions/measuring.ts';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import { useMeasuring } from '../../map/measure/useMeasuring.ts';
import {
  endMeasuring,
  forgetPoints,
  type MeasureKind,
  measureAs,
  takeBackPoint,
  useMeasure,
} from '../../state/measure.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './measure.module.css';

const kinds: readonly MeasureKind[] = ['length', 'area'];

/** What has been measured so far, and how to go on. */
export default function MeasureCard() {
  useMeasuring();
  const wording = useWording();
  const words = useSeeingWords();
  const kind = useMeasure((state) => state.kind);
  const points = useMeasure((state) => state.points);
  const { parts, lengthMetres, areaSquareMetres, twisted } = measured(points, kind);
  const isRing = kind === 'area' && points.length >= 3;
  const last = isRing ? parts.at(-2) : parts.at(-1);
  const figures: (readonly [string, string])[] = [
    ...(areaSquareMetres === undefined
      ? []
      : [[words.measureAreaValue, measuredArea(areaSquareMetres, wording)] as const]),
    ...(parts.length > 0
      ? [[isRing ? words.measurePerimeter : words.measureTotal, measuredLength(lengthMetres, wording)] as const]
      : []),
    ...(last
      ? [
          [words.measureSegment, measuredLength(last.lengthMetres, wording)] as const,
          [words.measureBearing, bearingWords(last.bearing)] as const,
        ]
      : []),
  ];
  const hint =
    points.length === 0 ? words.measureStart : kind === 'area' ? words.measureNextArea : words.measureNextLine;
  return (
    <section className={styles.card} aria-label={words.measurePanel} data-testid="measure">
      <div className={styles.head}>
        <div className={styles.kinds} role="radiogroup" aria-label={words.measurePanel}>
          {kinds.map((one) => (
            <label key={one} data-chosen={one === kind || undefined}>
              <input type="radio" name="measure" checked={one === kind} onChange={() => measureAs(one)} />
              {one === 'length' ? words.measureLength : words.measureArea}
            </label>
          ))}
        </div>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={words.measureClose}
          title={words.measureClose}
          onClick={endMeasuring}
        />
      </div>
      <div role="status">
        {figures.length > 0 ? (
          <dl className={styles.figures}>
            {figures.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {twisted ? <p className={styles.twisted}>{words.measureTwisted}</p> : null}
      </div>
      <p className={styles.hint}>{hint}</p>
      {points.length > 0 ? (
        <div className={styles.deeds}>
          <Button size="small" icon={<RollbackOutlined aria-hidden />} onClick={takeBackPoint}>
            {words.measureBack}
          </Button>
          <Button size="small" icon={<UndoOutlined aria-hidden />} onClick={forgetPoints}>
            {words.measureAnew}
          </Button>
          {figures.length > 0 ? (
            <CopyResult text={figures.map(([name, value]) => `${name} ${value}`).join('\n')} />
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function CopyResult({ text }: { readonly text: string }) {
  const words = useSeeingWords();
  const holder = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<{ text: string; done: boolean }>();
  const copy = async () => {
    if (holder.current) setCopied({ text, done: await copyText(text, holder.current) });
  };
  const isNow = copied?.text === text;
  return (
    <>
      <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
        {words.copy}
      </Button>
      <input ref={holder} className={styles.holder} value={text} readOnly tabIndex={-1} aria-hidden />
      <span className={styles.copied} role="status">
        {isNow ? (copied.done ? words.copied : words.copyFailed) : ''}
      </span>
    </>
  );
}
