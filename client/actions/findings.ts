import type { Finding, RouteCheckReport, RuleReport, Severity, Verdict } from '../../server/evacuation/types.ts';
import type { Messages } from '../i18n/zh.ts';

/** From worst to least, as the verdict weighs them. */
export const severities: readonly Severity[] = ['error', 'unknown', 'warning'];

export interface IndexedFinding {
  /** The finding's place in the report. */
  readonly index: number;
  readonly finding: Finding;
}

export interface FindingGroup {
  readonly severity: Severity;
  readonly findings: readonly IndexedFinding[];
}

/** Findings by severity from worst to least, along the route within each; severities without a finding are left out. */
export function groupFindings(report: RouteCheckReport): readonly FindingGroup[] {
  const indexed = report.findings.map((finding, index) => ({ index, finding }));
  return severities.flatMap((severity) => {
    const findings = indexed
      .filter(({ finding }) => finding.severity === severity)
      .sort((a, b) => a.finding.from_m - b.finding.from_m);
    return findings.length > 0 ? [{ severity, findings }] : [];
  });
}

export type Tone = 'error' | 'unknown' | 'warning' | 'pass';

/** How a verdict looks. What is unknown has a look of its own and never that of a pass. */
export const verdictTones: Readonly<Record<Verdict, Tone>> = {
  fail: 'error',
  unknown: 'unknown',
  warn: 'warning',
  pass: 'pass',
};

export function verdictWords(verdict: Verdict, messages: Messages): { readonly title: string; readonly hint: string } {
  switch (verdict) {
    case 'fail':
      return { title: messages.verdictFail, hint: messages.verdictFailHint };
    case 'unknown':
      return { title: messages.verdictUnknown, hint: messages.verdictUnknownHint };
    case 'warn':
      return { title: messages.verdictWarn, hint: messages.verdictWarnHint };
    case 'pass':
      return { title: messages.verdictPass, hint: messages.verdictPassHint };
  }
}

/** How a rule came out; a rule violated by a warning only is a warning. */
export function ruleTone({ outcome, severity }: RuleReport): Tone {
  if (outcome === 'pass') return 'pass';
  if (outcome === 'unknown') return 'unknown';
  return severity === 'warning' ? 'warning' : 'error';
}

export function toneWord(tone: Tone, messages: Messages): string {
  return {
    error: messages.outcomeViolated,
    unknown: messages.outcomeUnknown,
    warning: messages.outcomeWarned,
    pass: messages.outcomePass,
  }[tone];
}

export function severityWord(severity: Severity, messages: Messages): string {
  return { error: messages.severityError, unknown: messages.severityUnknown, warning: messages.severityWarning }[
    severity
  ];
}
