import { duration } from '../../actions/figures.ts';
import { chainageRange, metres, plainNumber } from '../../actions/measures.ts';
import type { PlanReport } from '../../api/plans.ts';
import { useWording } from '../../state/useWording.ts';
import { PartItem } from './PartItem.tsx';
import { PartList } from './PartList.tsx';
import styles from './parts.module.css';
import { usePlaceNames } from './usePlaceNames.ts';

type Assignment = PlanReport['assignments'][number];

/** Who goes where by which roads; those who go nowhere first. */
export function GroupsPart({ plan, report }: { readonly plan: number; readonly report: PlanReport }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const names = usePlaceNames(plan);
  const count = (people: number | null) =>
    people === null ? words.unknownPeople : words.peopleOf(plainNumber(people, wording));
  return (
    <>
      {report.unserved_points.length > 0 ? (
        <PartList heading={words.unservedHeading}>
          {report.unserved_points.map(({ point, people, message }, index) => (
            <PartItem
              key={point}
              part={{ kind: 'unserved', index }}
              tone="bad"
              title={names.point(point)}
              aside={count(people)}
              sub={message}
            />
          ))}
        </PartList>
      ) : null}
      <PartList heading={words.groupsHeading(report.assignments.length)}>
        {report.assignments.map((group, index) => (
          <PartItem
            key={`${group.point} ${group.shelter}`}
            part={{ kind: 'route', index }}
            title={
              <>
                {names.point(group.point)} <span aria-hidden>→</span> {names.shelter(group.shelter)}
              </>
            }
            aside={count(group.people)}
            sub={`${metres(group.length_m, wording)} · ${duration(group.seconds, wording)}`}
          >
            <Steps route={group.route} heading={words.steps} />
            <Alternative group={group} />
          </PartItem>
        ))}
      </PartList>
    </>
  );
}

function Steps({ route, heading }: { readonly route: Assignment['route']; readonly heading: string }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  // A way may take one road twice, but never at the same distance from its start.
  let metresBefore = 0;
  return (
    <>
      <h5>{heading}</h5>
      <ol className={styles.steps}>
        {route.steps.map(({ name, road_code, from_m, to_m, length_m }) => {
          const key = metresBefore;
          metresBefore += length_m;
          return (
            <li key={key}>
              <span>{[name, road_code].filter((one) => one !== null).join(' ') || words.stepOff}</span>
              <span className={styles.figuresSmall}>
                {from_m !== null && to_m !== null ? `${chainageRange(from_m, to_m)} · ` : null}
                {metres(length_m, wording)}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Alternative({ group: { alternative } }: { readonly group: Assignment }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  if (!alternative) return <p className={styles.warn}>{words.noAlternative}</p>;
  const { length_m, seconds, shared_m } = alternative;
  return (
    <>
      <Steps
        route={alternative}
        heading={`${words.alternative} · ${metres(length_m, wording)} · ${duration(seconds, wording)}`}
      />
      {shared_m > 0 ? <p className={styles.warn}>{words.alternativeShares(metres(shared_m, wording))}</p> : null}
    </>
  );
}
