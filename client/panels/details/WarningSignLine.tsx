import Button from 'antd/es/button';
import { signOf } from '../../actions/warned.ts';
import { useWarned } from '../../api/warnings.ts';
import { useWarnedWords } from '../../i18n/warned/useWarnedWords.ts';
import { markDataUrl } from '../../map/marks.ts';
import { signTitles, warningMarks } from '../../map/warningMarks.ts';
import { openRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { showPresent } from '../../state/warnings.ts';
import styles from './details.module.css';

/** The state of warning of a flood point, and the way to what it rests on. */
export function WarningSignLine({ id }: { readonly id: string }) {
  const { say } = useWording();
  const words = useWarnedWords();
  const { data, lacks } = useWarned();
  const warned = data?.features.find((feature) => String(feature.id) === id);
  if (!warned) return lacks ? <p className={styles.sign}>{words.stateUnknownShort}</p> : null;
  const sign = signOf(warned.properties);
  return (
    <div className={styles.sign} data-sign={sign}>
      <img src={markDataUrl(warningMarks[sign])} width={20} height={20} alt="" />
      <span>{say(signTitles[sign])}</span>
      <Button
        size="small"
        type="link"
        onClick={() => {
          showPresent(warned.id);
          openRight('warnings');
        }}
      >
        {words.showBasis}
      </Button>
    </div>
  );
}
