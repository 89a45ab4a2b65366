import type { Finding, RouteCheckReport } from '../../../server/evacuation/types.ts';
import { chainageRange, metres } from '../../actions/measures.ts';
import { placeOnRoads } from '../../actions/stretches.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { updateCheck, useCheck } from '../../state/check.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';
import { FindingFeatures } from './FindingFeatures.tsx';
import { Thresholds } from './Thresholds.tsx';

interface FindingItemProps {
  readonly index: number;
  readonly finding: Finding;
  readonly report: RouteCheckReport;
}

/** Pointing at it stresses it on the map, a click goes there. */
export function FindingItem({ index, finding, report }: FindingItemProps) {
  const wording = useWording();
  const { messages, say } = wording;
  const active = useCheck((check) => check.activeFinding === index);
  const place = placeOnRoads(report, finding.from_m, finding.to_m);
  const show = () => {
    updateCheck({ activeFinding: index });
    const map = mapStore.get();
    if (map) flyToGeometry(map, finding.geometry);
  };
  return (
    <li className={styles.finding} data-active={active || undefined}>
      <button
        type="button"
        title={messages.showOnMap}
        onClick={show}
        onPointerEnter={() => updateCheck({ activeFinding: index })}
        onFocus={() => updateCheck({ activeFinding: index })}
      >
        <span className={styles.message}>{say(finding.message)}</span>
        <span className={styles.place}>
          <span className={styles.rule}>{finding.rule}</span>
          <span>
            {messages.fromStart} {chainageRange(finding.from_m, finding.to_m)}
          </span>
          {place ? <span>{place}</span> : null}
          {finding.length_m > 0 ? <span>{metres(finding.length_m, wording)}</span> : null}
        </span>
      </button>
      {active ? (
        <>
          <FindingFeatures finding={finding} />
          <Thresholds finding={finding} report={report} />
        </>
      ) : null}
    </li>
  );
}
