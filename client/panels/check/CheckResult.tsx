import { DeleteOutlined, EditOutlined, LeftOutlined, LineChartOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { useService } from '../../api/queries.ts';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import { beginDrawing } from '../../map/drawRoute.ts';
import { type CheckSubject, clearCheck } from '../../state/check.ts';
import { openProfile } from '../../state/profile.ts';
import { useCurrentCheck } from '../../state/useCurrentCheck.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import { CheckOptions } from './CheckOptions.tsx';
import styles from './check.module.css';
import { DownloadButtons } from './DownloadButtons.tsx';
import { FindingList } from './FindingList.tsx';
import { RoadsFollowed } from './RoadsFollowed.tsx';
import { RuleList } from './RuleList.tsx';
import { VerdictBanner } from './VerdictBanner.tsx';

/** The report on one route: verdict first, then what was found, then how each rule came out. */
export function CheckResult({ subject }: { readonly subject: CheckSubject }) {
  const { messages } = useWording();
  const words = useSeeingWords();
  const { data: service } = useService();
  const { data: report, error, isFetching, refetch } = useCurrentCheck();
  const title = subject.kind === 'stored' ? messages.storedRoute(subject.name) : messages.drawnRoute;
  return (
    <div className={styles.result} aria-busy={isFetching} data-testid="check">
      {subject.kind === 'stored' ? (
        <div className={styles.backToList}>
          <Button size="small" type="link" icon={<LeftOutlined aria-hidden />} onClick={clearCheck}>
            {messages.routeChecksBack}
          </Button>
        </div>
      ) : null}
      <p className={styles.subject}>{title}</p>
      {subject.kind === 'drawn' && subject.straightLegs > 0 ? (
        <p className={styles.straight}>
          {subject.straightLegs === subject.legs
            ? messages.followedNone
            : messages.followedPartly(subject.straightLegs)}
        </p>
      ) : null}
      {isFetching && !report ? (
        <p className={styles.checking} role="status">
          <span className={styles.pulse} />
          {messages.checking}
        </p>
      ) : null}
      {error && !report ? <Problem title={messages.checkFailed} error={error} retry={() => void refetch()} /> : null}
      {report ? <VerdictBanner report={report} /> : null}
      <CheckOptions subject={subject} checking={isFetching} recheck={() => void refetch()} />
      {report ? (
        <>
          <FindingList report={report} />
          <RuleList report={report} />
          <RoadsFollowed report={report} />
          <DownloadButtons line={subject.line} report={report} />
          {service?.elevation ? (
            <Button
              className={styles.profile ?? ''}
              icon={<LineChartOutlined aria-hidden />}
              onClick={() => openProfile({ kind: 'check', name: title, line: subject.line })}
            >
              {words.profileOfCheck}
            </Button>
          ) : null}
        </>
      ) : null}
      <div className={styles.buttons}>
        <Button icon={<EditOutlined aria-hidden />} onClick={() => void beginDrawing()}>
          {subject.kind === 'drawn' ? messages.drawAgain : messages.draw}
        </Button>
        <Button icon={<DeleteOutlined aria-hidden />} onClick={clearCheck}>
          {messages.clear}
        </Button>
      </div>
    </div>
  );
}
