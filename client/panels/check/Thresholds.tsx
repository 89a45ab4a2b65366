import type { RouteCheckRow } from '../../../data/standards/route-check.ts';
import type { Finding, RouteCheckReport } from '../../../server/evacuation/types.ts';
import { plainNumber } from '../../actions/measures.ts';
import type { Wording } from '../../i18n/language.ts';
import { unitTexts } from '../../i18n/units.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';

interface ThresholdsProps {
  readonly finding: Finding;
  readonly report: RouteCheckReport;
}

/** The numbers that decided a finding, by the rows of the report itself, which may be the county's own. */
export function Thresholds({ finding, report }: ThresholdsProps) {
  const wording = useWording();
  const { messages } = wording;
  const rows = report.standards.filter((row) => finding.thresholds.includes(row.id));
  if (rows.length === 0) return null;
  return (
    <details className={styles.thresholds}>
      <summary>{messages.thresholds}</summary>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {wording.say(row.title)} {withUnit(row, wording)}
            {row.status === 'P' ? ` (${messages.ownProposal})` : ''}
          </li>
        ))}
      </ul>
    </details>
  );
}

function withUnit({ value, unit }: RouteCheckRow, wording: Wording): string {
  const number = plainNumber(value, wording);
  if (unit === '1') return number;
  return unit === 'deg' ? `${number}°` : `${number} ${wording.say(unitTexts[unit])}`;
}
