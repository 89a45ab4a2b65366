import { CloseOutlined, DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { moment } from '../../actions/measures.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { closeCover } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { IconButton } from '../IconButton.tsx';
import styles from './dashboard.module.css';

interface DashboardHeadProps {
  readonly heading: string;
  /** Undefined until they are there: nothing is saved or printed before. */
  readonly statistics: Statistics | undefined;
  /** Names by code. */
  readonly townships: ReadonlyMap<string, string>;
  /** Undefined: the county. */
  readonly chosen: string | undefined;
  readonly onChoose: (township: string | undefined) => void;
  readonly onSave: () => void;
}

/** Whose figures these are and as of when; the way to others, to a file, to paper and out. */
export function DashboardHead({ heading, statistics, townships, chosen, onChoose, onSave }: DashboardHeadProps) {
  const words = useDashboardWords();
  const wording = useWording();
  return (
    <header className={styles.head}>
      <h2>{heading}</h2>
      {statistics ? <span className={styles.asOf}>{words.asOf(moment(statistics.at, wording))}</span> : null}
      <label className={styles.chooser}>
        <span className="visually-hidden">{words.township}</span>
        <select value={chosen ?? ''} onChange={(event) => onChoose(event.target.value || undefined)}>
          <option value="">{words.county}</option>
          {[...townships].map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {statistics ? (
        <>
          <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={onSave}>
            {words.csv}
          </Button>
          <Button size="small" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {words.print}
          </Button>
        </>
      ) : null}
      <div className={styles.close}>
        <IconButton label={words.close} onClick={closeCover}>
          <CloseOutlined aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}
