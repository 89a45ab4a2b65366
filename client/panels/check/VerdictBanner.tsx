import type { RouteCheckReport } from '../../../server/evacuation/types.ts';
import { verdictTones, verdictWords } from '../../actions/findings.ts';
import { metres, moment } from '../../actions/measures.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';
import { ToneIcon } from './ToneIcon.tsx';

export function VerdictBanner({ report }: { readonly report: RouteCheckReport }) {
  const wording = useWording();
  const { messages } = wording;
  const tone = verdictTones[report.verdict];
  const { title, hint } = verdictWords(report.verdict, messages);
  const { from, to } = report.at;
  return (
    <section className={styles.verdict} data-tone={tone} data-testid="verdict" role="status">
      <ToneIcon tone={tone} size={38} />
      <div>
        <h3 className={styles.verdictTitle}>{title}</h3>
        <p>{hint}</p>
        <p className={styles.facts}>
          {messages.length} {metres(report.length_m, wording)}
          {' · '}
          {messages.checkedAt} {moment(from, wording)}
          {to === from ? null : ` – ${moment(to, wording)}`}
        </p>
      </div>
    </section>
  );
}
