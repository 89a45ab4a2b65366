import Button from 'antd/es/button';
import { warningTitles } from '../../../data/standards/warning-words.ts';
import { moment } from '../../actions/measures.ts';
import { useWarningChanges, type WarningChange } from '../../api/warnings.ts';
import { useWording } from '../../state/useWording.ts';
import { showWarning } from '../../state/warnings.ts';
import { Problem } from '../Problem.tsx';
import { figureWords } from './StateItem.tsx';
import styles from './warnings.module.css';

/** How states came about, newest first: of one point, or of the county with the points' names. */
export function ChangeList({ pointId }: { readonly pointId: number | undefined }) {
  const { messages } = useWording();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useWarningChanges(pointId);
  const changes = data?.pages.flatMap((page) => page.changes) ?? [];
  if (error) return <Problem title={messages.warningsFailed} error={error} retry={() => void refetch()} />;
  if (!data) return null;
  if (changes.length === 0) return <p className={styles.none}>{messages.warningNoHistory}</p>;
  return (
    <>
      <ol className={styles.changes}>
        {changes.map((change) => (
          <ChangeLine key={change.id} change={change} named={pointId === undefined} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button size="small" className={styles.more ?? ''} onClick={() => void fetchNextPage()}>
          {messages.warningMore}
        </Button>
      ) : null}
    </>
  );
}

function ChangeLine({ change, named }: { readonly change: WarningChange; readonly named: boolean }) {
  const wording = useWording();
  const { messages, say } = wording;
  const { before, after, at, figures, demo } = change;
  const decisive = figures.find(({ level }) => level !== 'none' && level === after);
  return (
    <li data-state={after}>
      <time dateTime={at}>{moment(at, wording)}</time>
      {named ? (
        <button type="button" className={styles.link} onClick={() => showWarning(change.flood_point)}>
          {change.name}
        </button>
      ) : null}
      <span>
        {before === null ? messages.warningFirst : say(warningTitles[before])} → <b>{say(warningTitles[after])}</b>
        {demo ? <i>{messages.gaugeDemo}</i> : null}
      </span>
      {decisive ? <small>{figureWords(decisive, wording)}</small> : null}
    </li>
  );
}
