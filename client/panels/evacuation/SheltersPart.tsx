import { plainNumber } from '../../actions/measures.ts';
import type { PlanReport } from '../../api/plans.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './evacuation.module.css';
import { PartItem } from './PartItem.tsx';
import { PartList } from './PartList.tsx';
import { usePlaceNames } from './usePlaceNames.ts';

/** How full each shelter gets, the fullest first; then those that nobody is sent to, and why. */
export function SheltersPart({ plan, report }: { readonly plan: number; readonly report: PlanReport }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const names = usePlaceNames(plan);
  // By their place among the features of the plan, which are in the report's order.
  const loads = report.shelters.map((load, index) => ({
    ...load,
    index,
    filled: load.people / (load.capacity ?? load.people),
  }));
  const used = loads.filter(({ people }) => people > 0).sort((a, b) => b.filled - a.filled || b.people - a.people);
  const others = loads.filter(({ people }) => people === 0);
  return (
    <>
      <PartList heading={words.sheltersHeading}>
        {used.map(({ shelter, people, capacity, free, filled, index }) => (
          <PartItem
            key={shelter}
            part={{ kind: 'shelter', index }}
            tone={free === 0 ? 'warn' : 'plain'}
            title={names.shelter(shelter)}
            aside={
              <>
                {words.places(plainNumber(people, wording), capacity === null ? '?' : plainNumber(capacity, wording))}
                {free === 0 ? ` · ${words.full}` : null}
              </>
            }
            sub={
              <span className={styles.bar} aria-hidden>
                <span style={{ width: `${Math.min(100, filled * 100)}%` }} data-full={free === 0 || undefined} />
              </span>
            }
          />
        ))}
      </PartList>
      {others.length > 0 ? (
        <PartList heading={words.nobodySent}>
          {others.map(({ shelter, state, index }) => (
            <PartItem
              key={shelter}
              part={{ kind: 'shelter', index }}
              title={names.shelter(shelter)}
              aside={words.shelterStates[state]}
            />
          ))}
        </PartList>
      ) : null}
    </>
  );
}
