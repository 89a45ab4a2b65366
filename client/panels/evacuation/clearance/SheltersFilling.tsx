import { type ClearanceSchedule, filledBy } from '../../../actions/clearance.ts';
import { plainNumber } from '../../../actions/measures.ts';
import type { PlanReport } from '../../../api/plans.ts';
import { useClearanceWords } from '../../../i18n/clearance/useClearanceWords.ts';
import { useClearance } from '../../../state/clearance.ts';
import { useWording } from '../../../state/useWording.ts';
import evacuation from '../evacuation.module.css';
import { usePlaceNames } from '../usePlaceNames.ts';
import styles from './clearance.module.css';

interface FillingProps {
  readonly plan: number;
  readonly report: PlanReport;
  readonly schedule: ClearanceSchedule;
}

/** How many are in each shelter by now, of those who are to come and of its places. */
export function SheltersFilling({ plan, report, schedule }: FillingProps) {
  const wording = useWording();
  const words = useClearanceWords();
  const names = usePlaceNames(plan);
  const seconds = useClearance((state) => state.seconds);
  const filled = filledBy(schedule, seconds);
  const used = report.shelters.filter(({ people }) => people > 0);
  return (
    <section aria-label={words.sheltersHeading}>
      <h4 className={evacuation.heading}>{words.sheltersHeading}</h4>
      <ul className={styles.shelters}>
        {used.map(({ shelter, people, capacity }) => {
          const now = filled.get(shelter) ?? 0;
          const share = now / (capacity ?? people);
          return (
            <li key={shelter}>
              <span className={evacuation.name}>{names.shelter(shelter)}</span>
              <span className={evacuation.aside}>
                {wording.messages.evacuation.places(
                  plainNumber(now, wording),
                  capacity === null ? '?' : plainNumber(capacity, wording),
                )}
              </span>
              <span className={evacuation.bar} aria-hidden>
                <span
                  style={{ width: `${Math.min(100, share * 100)}%` }}
                  data-full={(capacity !== null && now >= capacity) || undefined}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
