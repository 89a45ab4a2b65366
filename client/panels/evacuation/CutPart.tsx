import { chainageRange, metres, plainNumber } from '../../actions/measures.ts';
import type { PlanReport } from '../../api/plans.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './evacuation.module.css';
import { PartItem } from './PartItem.tsx';
import { PartList } from './PartList.tsx';
import own from './parts.module.css';
import { usePlaceNames } from './usePlaceNames.ts';

/** What keeps people from a shelter, and what would help. */
export function CutPart({ plan, report }: { readonly plan: number; readonly report: PlanReport }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const names = usePlaceNames(plan);
  if (!report.cut) return <p className={styles.empty}>{words.noCut}</p>;
  // Features of the cut come part by part, and edge by edge within them.
  let feature = -1;
  return (
    <>
      <p className={styles.alarm}>{words.cutHeading(plainNumber(report.unserved, wording))}</p>
      {report.cut.parts.map((part) => (
        <section key={part.message} className={own.cutPart}>
          <h4 className={styles.heading}>{part.message}</h4>
          <p className={styles.sub}>{wording.list(part.points.map(names.point))}</p>
          {part.edges_to_open.length > 0 ? (
            <PartList heading={words.openRoads}>
              {part.edges_to_open.map((edge) => {
                feature += 1;
                return (
                  <PartItem
                    key={feature}
                    part={{ kind: 'cut', index: feature }}
                    tone="bad"
                    title={[edge.name, edge.road_code].filter((one) => one !== null).join(' ') || String(edge.road)}
                    aside={metres(edge.length_m, wording)}
                    sub={
                      <>
                        {edge.from_m !== null && edge.to_m !== null
                          ? `${chainageRange(edge.from_m, edge.to_m)} · `
                          : null}
                        {edge.because}
                      </>
                    }
                  />
                );
              })}
            </PartList>
          ) : null}
          {part.shelters_to_enlarge.length > 0 ? (
            <>
              <p className={styles.sub}>{words.enlargeHeading(plainNumber(part.places_short, wording))}</p>
              <ul className={own.plainList}>
                {part.shelters_to_enlarge.map(({ shelter, capacity }) => (
                  <li key={shelter}>{words.enlarge(names.shelter(shelter), plainNumber(capacity, wording))}</li>
                ))}
              </ul>
            </>
          ) : null}
        </section>
      ))}
    </>
  );
}
