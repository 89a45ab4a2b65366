import { PlusOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { useEdit } from '../../state/edit.ts';
import { useLocation } from '../../state/location.ts';
import { useMeasure } from '../../state/measure.ts';
import { fetchRoadsAround } from '../../state/nearbyRoads.ts';
import { openRight, usePanels } from '../../state/panels.ts';
import { usePhotos } from '../../state/photos.ts';
import { beginReport, followReports } from '../../state/report.ts';
import { unsentKeys } from '../../state/unsent.ts';
import styles from './field.module.css';

/** Over the map of a phone: report what one stands before. Beside it, what has not been sent yet. */
export default function ReportButton() {
  const words = useFieldWords();
  const isOpen = usePanels(({ right, bottom, layers }) => right !== undefined || bottom !== undefined || layers);
  const isMeasuring = useMeasure((state) => state.active);
  const present = useEdit(({ history }) => history.present);
  const queue = usePhotos((state) => state.queue);
  const fix = useLocation((state) => state.fix);
  const unsent = unsentKeys(present, queue).length;
  useEffect(followReports, []);
  // While the network is there: for the place where it may not be.
  useEffect(() => {
    if (fix) void fetchRoadsAround(fix.position);
  }, [fix]);
  if (isOpen || isMeasuring) return null;
  const open = () => {
    beginReport();
    openRight('report');
  };
  return (
    <div className={styles.reporting}>
      <span className={styles.unsent} role="status" data-testid="unsent-reports">
        {unsent > 0 ? words.unsent(unsent) : null}
      </span>
      <button type="button" className={styles.report} aria-label={words.reportHazard} onClick={open}>
        <PlusOutlined aria-hidden />
        {words.report}
      </button>
    </div>
  );
}
