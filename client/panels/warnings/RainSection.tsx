import { rainReporters } from '../../../data/roles.ts';
import { moment, plainNumber } from '../../actions/measures.ts';
import { useGauges, useReportRain } from '../../api/warnings.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import { NewGauge } from './NewGauge.tsx';
import { RainByHand } from './RainByHand.tsx';
import { RainFile } from './RainFile.tsx';
import styles from './warnings.module.css';

/** Rain by hand and by file, and the gauges with their last readings. */
export function RainSection() {
  const wording = useWording();
  const { messages } = wording;
  const role = useSession()?.user?.role;
  const mayReport = role !== undefined && rainReporters.includes(role);
  const { data, error, refetch } = useGauges();
  const report = useReportRain();
  const gauges = data?.features.map(({ properties }) => properties) ?? [];
  return (
    <div className={styles.rain}>
      {mayReport ? (
        <>
          <RainByHand gauges={gauges.filter(({ active }) => active)} report={report} />
          <RainFile report={report} />
          {report.data ? (
            <p className={styles.done} role="status">
              {messages.rainReceived(report.data.stored, report.data.corrected, report.data.known, report.data.missing)}
              {report.data.changes.length > 0 ? ` ${messages.rainChanged(report.data.changes.length)}` : null}
            </p>
          ) : null}
          {report.error ? (
            <Problem title={messages.rainRefused} error={report.error} retry={() => report.reset()} />
          ) : null}
        </>
      ) : (
        <p className={styles.soft}>{messages.rainNeedsRole}</p>
      )}
      <h3>{messages.rainGauges}</h3>
      {error ? <Problem title={messages.warningsFailed} error={error} retry={() => void refetch()} /> : null}
      {data && gauges.length === 0 ? <p className={styles.soft}>{messages.rainNoGauges}</p> : null}
      <ul className={styles.gauges}>
        {gauges.map(({ code, name, active, demo, last_reading: last, last_mm: mm, last_minutes: minutes }) => (
          <li key={code} data-inactive={!active || undefined}>
            <b>{code}</b> {name}
            {demo ? <i>{messages.gaugeDemo}</i> : null}
            {active ? null : <i>{messages.gaugeInactive}</i>}
            <small>
              {last === null
                ? messages.rainNever
                : messages.rainLast(
                    plainNumber(mm ?? 0, wording),
                    plainNumber(minutes ?? 0, wording),
                    moment(last, wording),
                  )}
            </small>
          </li>
        ))}
      </ul>
      {mayReport ? <NewGauge /> : null}
    </div>
  );
}
