import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { moment, plainNumber } from '../../actions/measures.ts';
import { countSigns, rainKnown, signOf, standsOnMap } from '../../actions/warned.ts';
import { type CountyWarned, useWarned } from '../../api/warnings.ts';
import { useWarnedWords } from '../../i18n/warned/useWarnedWords.ts';
import { markDataUrl } from '../../map/marks.ts';
import { signTitles, warningMarks } from '../../map/warningMarks.ts';
import { useFilter } from '../../state/filters.ts';
import { openRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { showPresent } from '../../state/warnings.ts';
import { rainSentence } from '../warnedWords.ts';
import styles from './warned.module.css';

/** The signs that stand on the map at points of this layer: how many of each, as of when, or why there are none. */
export function WarnedNote({ layer, shown }: { readonly layer: LayerDefinition; readonly shown: boolean }) {
  const words = useWarnedWords();
  const isFiltered = useFilter(layer.id).length > 0;
  const { data, lacks } = useWarned();
  if (!data) {
    return lacks ? (
      <p className={styles.trouble} role="status">
        {words.stateUnknown}
      </p>
    ) : null;
  }
  if (data.features.length === 0) return null;
  return (
    <div className={styles.note}>
      <button
        type="button"
        title={words.openWarnings}
        onClick={() => {
          showPresent();
          openRight('warnings');
        }}
      >
        <Signs warned={data} />
      </button>
      {shown && !isFiltered ? null : <p>{words.alwaysMarked}</p>}
    </div>
  );
}

function Signs({ warned }: { readonly warned: CountyWarned }) {
  const wording = useWording();
  const words = useWarnedWords();
  const rain = rainKnown(warned.judged_at, warned.rain_until);
  const standing = countSigns(
    warned.features.map(({ properties }) => signOf(properties)).filter((sign) => standsOnMap(sign, rain)),
  );
  const unknownRain = rainSentence(warned, wording, words);
  return (
    <>
      {standing.map(({ sign, count }) => (
        <span key={sign} className={styles.sign} data-sign={sign}>
          <img src={markDataUrl(warningMarks[sign])} width={18} height={18} alt="" />
          {words.counted(wording.say(signTitles[sign]), plainNumber(count, wording))}
        </span>
      ))}
      {unknownRain ? <span>{unknownRain}</span> : null}
      {rain === 'known' ? (
        <span className={styles.when}>
          {standing.length === 0 ? `${words.allBelow} · ` : null}
          {words.judgedAt(moment(warned.judged_at, wording))}
        </span>
      ) : null}
    </>
  );
}
