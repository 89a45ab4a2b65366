import { useRef, useState } from 'react';
import type { Text } from '../../../data/text.ts';
import { overview } from '../../actions/statistics.ts';
import { saveFile } from '../../api/saveFile.ts';
import { downloadStatistics, useStatistics } from '../../api/statistics.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import { useCover } from '../useCover.ts';
import { Closures } from './Closures.tsx';
import { DashboardHead } from './DashboardHead.tsx';
import styles from './dashboard.module.css';
import { HazardMatrix, StateBars } from './Hazards.tsx';
import { OverdueList } from './OverdueList.tsx';
import { Rescue, ShelterLoads } from './Rescue.tsx';
import { Roads } from './Roads.tsx';
import { Tiles } from './Tiles.tsx';
import { TownshipTable } from './TownshipTable.tsx';
import { inTownship } from './wanted.ts';

/** What is open, what is overdue, and where: the county on one page, each figure a way to what it counts. */
export default function DashboardPage({ county }: { readonly county: { readonly name: Text } | null }) {
  const words = useDashboardWords();
  const wording = useWording();
  const [township, setTownship] = useState<string>();
  const [unsaved, setUnsaved] = useState<Error>();
  const whole = useStatistics(undefined);
  const part = useStatistics(township);
  const page = useRef<HTMLDivElement>(null);
  // A township's own figures or none: the county's under its name would be taken for its own.
  const statistics = part.data;
  const error = whole.error ?? part.error;
  useCover(page);

  const names = new Map(whole.data?.townships.map(({ code, name }) => [code, name]));
  const place =
    township === undefined ? (county ? wording.say(county.name) : words.county) : (names.get(township) ?? township);
  const again = () => {
    void whole.refetch();
    if (township !== undefined) void part.refetch();
  };
  const save = async () => {
    setUnsaved(undefined);
    try {
      const blob = await downloadStatistics(township, wording.language);
      saveFile(blob, `${words.heading(place)}-${statistics?.day ?? ''}.csv`);
    } catch (cause) {
      setUnsaved(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <div
      ref={page}
      className={styles.page}
      role="dialog"
      aria-modal="true"
      aria-label={words.title}
      tabIndex={-1}
      data-dashboard
    >
      <DashboardHead
        heading={words.heading(place)}
        statistics={statistics}
        townships={names}
        chosen={township}
        onChoose={setTownship}
        onSave={() => void save()}
      />
      {error ? <Problem title={words.failed} error={error} retry={again} /> : null}
      {unsaved ? <Problem title={words.csvFailed} error={unsaved} retry={() => void save()} /> : null}
      {!error && !statistics ? <p className={styles.none}>{words.loading}</p> : null}
      {whole.data ? (
        <div className={styles.body} aria-busy={part.isFetching}>
          {statistics ? (
            <Tiles figures={overview(statistics)} statistics={statistics} where={inTownship(township)} />
          ) : null}
          <div className={styles.where}>
            <TownshipTable statistics={whole.data} chosen={township} onChoose={setTownship} />
            {statistics ? <OverdueList statistics={statistics} overdue={overview(statistics).overdue} /> : null}
          </div>
          {statistics ? (
            <div className={styles.what}>
              <HazardMatrix statistics={statistics} where={inTownship(township)} />
              <StateBars statistics={statistics} where={inTownship(township)} />
              <Rescue statistics={statistics} />
              <div className={styles.stack}>
                <Roads statistics={statistics} where={inTownship(township)} />
                <ShelterLoads statistics={statistics} />
              </div>
            </div>
          ) : null}
          {whole.data.closures.length > 0 ? <Closures statistics={whole.data} township={township} /> : null}
        </div>
      ) : null}
    </div>
  );
}
