import { type Text, text } from '../../../data/text.ts';
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

type Unit = RouteCheckReport['standards'][number]['unit'];

/** Units that no member of a layer has. */
const ownUnits: Readonly<Record<Exclude<Unit, keyof typeof unitTexts>, Text>> = {
  '1': text('', ''),
  deg: text('度', '°'),
  d: text('天', 'days'),
  s: text('秒', 's'),
  p: text('人', 'people'),
  '1/%': text('（每 1%）', 'per 1 %'),
  '1/h': text('/小时', '/h'),
  'p/(m·h)': text('人/（米·小时）', 'people/(m·h)'),
};

function withUnit({ value, unit }: RouteCheckReport['standards'][number], wording: Wording): string {
  const words: Readonly<Record<Unit, Text>> = { ...unitTexts, ...ownUnits };
  const number = plainNumber(value, wording);
  return unit === 'deg' ? `${number}°` : `${number} ${wording.say(words[unit])}`.trim();
}
