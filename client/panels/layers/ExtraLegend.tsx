import { hazardCodes } from '../../../data/layers/codes.ts';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { warningSigns } from '../../actions/warned.ts';
import { useWarnedWords } from '../../i18n/warned/useWarnedWords.ts';
import { structureColours } from '../../map/extras.ts';
import { hazardMark, markDataUrl } from '../../map/marks.ts';
import { signTitles, warningMarks } from '../../map/warningMarks.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './layers.module.css';

/** What the map shows of a layer beside its distinguishing member: kinds of hazards, structures of roads, warnings. */
export function ExtraLegend({ layer }: { readonly layer: LayerId }) {
  if (layer === 'road_hazards') return <HazardKinds />;
  if (layer === 'flood_points') return <WarningSigns />;
  return layer === 'roads' ? <RoadStructures /> : null;
}

export function hasExtraLegend(layer: LayerId): boolean {
  return layer === 'road_hazards' || layer === 'roads' || layer === 'flood_points';
}

function HazardKinds() {
  const { messages, say } = useWording();
  return (
    <>
      <h4>{messages.hazardKinds}</h4>
      <ul>
        {hazardCodes.map(({ value, title }) => (
          <li key={value}>
            <span className={styles.swatch}>
              <img src={markDataUrl(hazardMark(value, undefined))} width={21} height={21} alt="" />
            </span>
            {say(title)}
          </li>
        ))}
      </ul>
    </>
  );
}

function WarningSigns() {
  const { say } = useWording();
  const words = useWarnedWords();
  return (
    <>
      <h4>{words.heading}</h4>
      <ul className={styles.wide}>
        {warningSigns
          .filter((sign) => sign !== 'none')
          .map((sign) => (
            <li key={sign}>
              <span className={styles.swatch}>
                <img src={markDataUrl(warningMarks[sign])} width={20} height={20} alt="" />
              </span>
              {say(signTitles[sign])}
            </li>
          ))}
      </ul>
      <p>{words.belowUnmarked}</p>
    </>
  );
}

/** In the order of the code list; the roadbed itself needs no mark. */
const structureSamples: Readonly<Record<string, { readonly edge: string; readonly dash?: string }>> = {
  bridge: { edge: structureColours.bridge },
  tunnel: { edge: structureColours.tunnel, dash: '3.5 2.5' },
  ford: { edge: structureColours.wet, dash: '2.5 2.5' },
  causeway: { edge: structureColours.wet, dash: '2.5 2.5' },
};

function RoadStructures() {
  const { messages, say } = useWording();
  const codes = layers.roads.properties.structure?.codes ?? [];
  return (
    <>
      <h4>{messages.roadStructures}</h4>
      <ul>
        {codes.flatMap(({ value, title }) => {
          const sample = structureSamples[value];
          if (!sample) return [];
          const wet = sample.edge === structureColours.wet;
          return [
            <li key={value}>
              <span className={styles.swatch}>
                <svg width="28" height="16" aria-hidden="true">
                  <path
                    d="M2 8h24"
                    stroke={sample.edge}
                    strokeWidth="9"
                    strokeDasharray={wet ? undefined : sample.dash}
                  />
                  <path d="M1 8h26" stroke={wet ? '#fff' : '#fbe08d'} strokeWidth="5" />
                  {wet ? <path d="M2 8h24" stroke={sample.edge} strokeWidth="9" strokeDasharray={sample.dash} /> : null}
                </svg>
              </span>
              {say(title)}
            </li>,
          ];
        })}
      </ul>
    </>
  );
}
