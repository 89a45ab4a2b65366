import Button from 'antd/es/button';
import { layers } from '../../../data/layers/index.ts';
import type { Dependant } from '../../actions/editing/dependants.ts';
import { featureTitle } from '../../actions/properties.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { carryAlong } from '../../map/editing/carry.ts';
import { offerCarrying, stillHolds, useCarryOffer } from '../../state/carrying.ts';
import { updateEdit, useEdit } from '../../state/edit.ts';
import { useWording } from '../../state/useWording.ts';
import own from './conflict.module.css';
import styles from './editing.module.css';

/** Which hazards and closures name the section that was just split, turned or joined, to be carried along with it. */
export function CarryOffer() {
  const words = useEditingWords();
  const { messages } = useWording();
  const offer = useCarryOffer();
  const holds = useEdit(() => offer !== undefined && stillHolds(offer));
  if (!offer || !holds) return null;
  const { carried, refused, isUnknown } = offer;
  const close = () => {
    offerCarrying(undefined);
    updateEdit({ notice: undefined });
  };
  return (
    <section className={own.carry} aria-label={words.carryTitle} role="status">
      <strong>{words.carryTitle}</strong>
      {isUnknown ? <p>{words.carryUnknown}</p> : null}
      {carried.changed.length > 0 ? (
        <>
          <p>{offer.second ? words.carrySecond(carried.changed.length, offer.second.code) : words.carryAll}</p>
          <Names dependants={carried.changed} />
        </>
      ) : null}
      {carried.undecided.length > 0 ? (
        <>
          <p>{offer.isDeleted ? words.carryDeleted : words.carryUndecided}</p>
          <Names dependants={carried.undecided} />
        </>
      ) : null}
      {refused.length > 0 ? (
        <>
          <p>{words.carryRefused}</p>
          <Names dependants={refused} />
        </>
      ) : null}
      <div className={styles.buttons}>
        {carried.changed.length > 0 ? (
          <Button size="small" type="primary" onClick={() => carryAlong(offer)}>
            {words.carry(carried.changed.length)}
          </Button>
        ) : null}
        <Button size="small" onClick={close}>
          {carried.changed.length > 0 ? words.carryNot : messages.close}
        </Button>
      </div>
    </section>
  );
}

function Names({ dependants }: { readonly dependants: readonly Dependant[] }) {
  const { say } = useWording();
  return (
    <ul>
      {dependants.map(({ key, layer, content }) => {
        const title = featureTitle(layers[layer], content.properties);
        return <li key={key}>{[say(layers[layer].title), title].filter(Boolean).join(' ')}</li>;
      })}
    </ul>
  );
}
