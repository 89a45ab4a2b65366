import { layers } from '../../../data/layers/index.ts';
import type { FeatureReference, Finding } from '../../../server/evacuation/types.ts';
import { candidatesStore } from '../../state/map.ts';
import { openRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { select } from '../../state/view.ts';
import styles from './check.module.css';

/** The features a finding speaks of, each a way to its details. */
export function FindingFeatures({ finding }: { readonly finding: Finding }) {
  const { messages, say } = useWording();
  const known = finding.ids.flatMap((reference) => (reference.id === null ? [] : [{ ...reference, id: reference.id }]));
  if (known.length === 0) return null;
  const show = ({ layer, id }: FeatureReference & { readonly id: string | number }) => {
    candidatesStore.set([]);
    select({ layer, id: String(id) });
    openRight('details');
  };
  return (
    <p className={styles.features}>
      {known.map((reference) => (
        <button
          key={`${reference.layer}/${reference.id}`}
          type="button"
          title={messages.showReferenced(say(layers[reference.layer].title))}
          onClick={() => show(reference)}
        >
          {say(layers[reference.layer].title)} {reference.code ?? reference.id}
        </button>
      ))}
    </p>
  );
}
