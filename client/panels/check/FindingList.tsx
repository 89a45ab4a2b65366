import type { RouteCheckReport } from '../../../server/evacuation/types.ts';
import { groupFindings, severityWord } from '../../actions/findings.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';
import { FindingItem } from './FindingItem.tsx';
import { ToneIcon } from './ToneIcon.tsx';

/** What was found along the route, worst first. */
export function FindingList({ report }: { readonly report: RouteCheckReport }) {
  const { messages } = useWording();
  const groups = groupFindings(report);
  return (
    <section className={styles.section}>
      <h3>
        {messages.findings}
        <span>{messages.findingsCount(report.findings.length)}</span>
      </h3>
      {groups.length === 0 ? <p className={styles.none}>{messages.noFindings}</p> : null}
      {groups.map(({ severity, findings }) => (
        <div key={severity} className={styles.severity} data-tone={severity}>
          <h4>
            <ToneIcon tone={severity} size={17} />
            {severityWord(severity, messages)}
            <span>{messages.findingsCount(findings.length)}</span>
          </h4>
          <ul>
            {findings.map(({ index, finding }) => (
              <FindingItem key={index} index={index} finding={finding} report={report} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
