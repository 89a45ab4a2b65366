import type { RouteCheckReport, Statement } from '../../../server/evacuation/types.ts';
import { ruleTone, toneWord } from '../../actions/findings.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';
import { ToneIcon } from './ToneIcon.tsx';

/** How each rule came out, and why where no place on the route says it. */
export function RuleList({ report }: { readonly report: RouteCheckReport }) {
  const { messages, say } = useWording();
  const found = new Set(report.findings.map((finding) => finding.code));
  return (
    <section className={styles.section}>
      <h3>{messages.rules}</h3>
      <ul>
        {report.rules.map((rule) => {
          const tone = ruleTone(rule);
          // Reasons that a finding above already tells are not told twice.
          const reasons = rule.reasons.filter((reason) => !found.has(reason.code));
          return (
            <li key={rule.rule} className={styles.ruleRow} data-tone={tone}>
              <ToneIcon tone={tone} size={16} />
              <div>
                <p className={styles.ruleLine}>
                  <span className={styles.rule}>{rule.rule}</span>
                  <span>{say(rule.title)}</span>
                  <strong>{toneWord(tone, messages)}</strong>
                </p>
                <Statements statements={reasons} />
                <Statements statements={rule.notes} prefix={messages.note} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Statements({ statements, prefix }: { readonly statements: readonly Statement[]; readonly prefix?: string }) {
  const { say, language } = useWording();
  const colon = language === 'zh' ? '：' : ': ';
  return statements.map((statement) => (
    <p key={`${statement.code} ${say(statement.message)}`} className={styles.statement}>
      {prefix ? `${prefix}${colon}` : ''}
      {say(statement.message)}
    </p>
  ));
}
