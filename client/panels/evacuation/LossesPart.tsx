import { duration } from '../../actions/figures.ts';
import { chainageRange, plainNumber } from '../../actions/measures.ts';
import { featuresOfKind, type PlanFeature } from '../../actions/planOverlay.ts';
import { usePlanFeatures } from '../../api/plans.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './evacuation.module.css';
import { PartItem } from './PartItem.tsx';
import { PartList } from './PartList.tsx';
import own from './parts.module.css';

const mostListed = 100;

/** For every road of the plan, what its loss does; all of them on the map, the worst of them as a list. */
export function LossesPart({ plan }: { readonly plan: number }) {
  const { messages } = useWording();
  const words = messages.evacuation;
  const { data } = usePlanFeatures(plan);
  const losses = featuresOfKind(data, 'loss');
  if (data && losses.length === 0) return <p className={styles.empty}>{words.noLosses}</p>;
  return (
    <>
      <ul className={own.legend}>
        <li data-loss="cut">{words.legendCutOff}</li>
        <li data-loss="other">{words.legendOther}</li>
        <li data-loss="detour">{words.legendDetour}</li>
      </ul>
      <PartList heading={words.lossesHeading}>
        {losses.slice(0, mostListed).map((loss, index) => (
          <Loss key={loss.id} loss={loss} index={index} />
        ))}
      </PartList>
    </>
  );
}

function Loss({ loss: { properties }, index }: { readonly loss: PlanFeature; readonly index: number }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const number = (member: string) => (typeof properties[member] === 'number' ? properties[member] : 0);
  const [cutOff, other, detour] = [number('cut_off'), number('other_shelter'), number('longest_detour_s')];
  const harm = [
    ...(cutOff > 0 ? [words.cutOff(plainNumber(cutOff, wording))] : []),
    ...(other > 0 ? [words.otherShelter(plainNumber(other, wording))] : []),
    ...(detour > 0 ? [words.detour(duration(detour, wording))] : []),
  ];
  const { name, road_code, road, from_m, to_m } = properties;
  const place = typeof from_m === 'number' && typeof to_m === 'number' ? `${chainageRange(from_m, to_m)} · ` : '';
  return (
    <PartItem
      part={{ kind: 'loss', index }}
      tone={cutOff > 0 ? 'bad' : other > 0 ? 'warn' : 'plain'}
      title={[name, road_code].filter((one) => typeof one === 'string').join(' ') || String(road)}
      aside={words.usedBy(plainNumber(number('people'), wording))}
      sub={`${place}${harm.join(' · ') || words.noHarm}`}
    />
  );
}
