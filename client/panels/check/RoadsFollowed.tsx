import type { RouteCheckReport } from '../../../server/evacuation/types.ts';
import { chainageRange, metres } from '../../actions/measures.ts';
import { stretchLines } from '../../actions/stretches.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';

/** The roads in the order of travel; what lies off them or is not certain stands out. */
export function RoadsFollowed({ report }: { readonly report: RouteCheckReport }) {
  const wording = useWording();
  const { messages } = wording;
  return (
    <details className={styles.section}>
      <summary>{messages.roadsFollowed}</summary>
      <ol>
        {stretchLines(report, wording).map((line) => (
          <li key={line.fromMetres} className={styles.stretch} data-status={line.status}>
            <span>
              {line.status === 'ambiguous' ? `${messages.ambiguous} · ` : ''}
              {line.title}
            </span>
            <span>
              {chainageRange(line.fromMetres, line.toMetres)} · {metres(line.toMetres - line.fromMetres, wording)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
