import { FilePdfOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { moment } from '../../actions/measures.ts';
import {
  type Printing,
  printedAddress,
  useEndPrint,
  useLatestPrint,
  usePrinted,
  useStartPrint,
} from '../../api/cards.ts';
import { isUnderWay } from '../../api/jobs.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { JobProgress } from '../JobProgress.tsx';
import styles from './cards.module.css';

interface PrintAllProps {
  readonly count: number;
  readonly township: string | undefined;
  readonly printing: Printing;
}

/** Starts the printing of all cards, shows how far it has come, ends it, and leads to the file. */
export function PrintAll({ count, township, printing }: PrintAllProps) {
  const { messages } = useWording();
  const words = messages.householdCards;
  const { data: job } = useLatestPrint();
  const start = useStartPrint();
  const end = useEndPrint();
  if (job && isUnderWay(job)) {
    return (
      <section className={styles.printing} aria-label={words.printing}>
        <JobProgress
          job={job}
          label={words.printing}
          waiting={words.printWaits}
          stopLabel={words.dismissPrint}
          stop={end}
        />
      </section>
    );
  }
  return (
    <>
      <Button
        icon={<FilePdfOutlined aria-hidden />}
        loading={start.isPending}
        onClick={() => start.mutate({ ...printing, ...(township === undefined ? {} : { township }) })}
      >
        {words.printAll(count)}
      </Button>
      <Refusal error={start.error} />
      {job?.status === 'failed' ? (
        <p role="alert" className={styles.refusal}>
          <strong>{words.printFailed}</strong> {job.problem?.detail}
        </p>
      ) : null}
      {job?.status === 'dismissed' ? <p className={styles.intro}>{words.printDismissed}</p> : null}
      {job?.status === 'successful' ? <Printed job={job} /> : null}
    </>
  );
}

type PrintJob = NonNullable<ReturnType<typeof useLatestPrint>['data']>;

/** Says whose cards and when: data may have changed since. */
function Printed({ job }: { readonly job: PrintJob }) {
  const wording = useWording();
  const words = wording.messages.householdCards;
  const townships = useTownshipNames();
  const { data: printed } = usePrinted(job);
  if (!printed || !job.finished) return null;
  const keptUntil = Date.parse(job.finished) + printed.kept_hours * 3_600_000;
  if (Date.now() >= keptUntil) return null;
  const { township, size } = job.inputs;
  const where = township === null ? words.all : (townships.find(({ code }) => code === township)?.name ?? township);
  return (
    <p className={styles.printed} role="status">
      <a href={printedAddress(printed)} target="_blank" rel="noopener">
        {words.openPrinted(where, printed.cards, size.toUpperCase())}
      </a>{' '}
      {words.printedAt(moment(job.finished, wording), moment(new Date(keptUntil).toISOString(), wording))}
    </p>
  );
}
