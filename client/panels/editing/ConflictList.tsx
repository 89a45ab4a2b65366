import Button from 'antd/es/button';
import { useState } from 'react';
import { layers } from '../../../data/layers/index.ts';
import { type Conflict, memberConflicts, resolved, type Side } from '../../actions/editing/conflicts.ts';
import { keyOf } from '../../actions/editing/content.ts';
import { moment } from '../../actions/measures.ts';
import { featureTitle, propertyValue } from '../../actions/properties.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { useConflictOverlay } from '../../map/editing/useConflictOverlay.ts';
import { useEdit } from '../../state/edit.ts';
import { settleConflict, settleDeleted } from '../../state/editSession.ts';
import { useWording } from '../../state/useWording.ts';
import own from './conflict.module.css';
import styles from './editing.module.css';

/** What somebody else has changed as well, for the person to decide. */
export function ConflictList() {
  const words = useEditingWords();
  const conflicts = useEdit((state) => state.conflicts);
  const [first] = conflicts;
  useConflictOverlay(first);
  if (!first) return null;
  return (
    <section className={styles.section} data-testid="conflict">
      <h3>
        {words.conflicts}
        {conflicts.length > 1 ? ` (${conflicts.length})` : ''}
      </h3>
      <OneConflict key={keyOf(first.layer, first.id)} conflict={first} />
    </section>
  );
}

function OneConflict({ conflict }: { readonly conflict: Conflict }) {
  const words = useEditingWords();
  const wording = useWording();
  const { layer: id, theirs, yours, by } = conflict;
  const key = keyOf(id, conflict.id);
  const layer = layers[id];
  const named = theirs ?? yours ?? conflict.base;
  const title = (named && featureTitle(layer, named.properties)) ?? wording.say(layer.title);
  if (!theirs) {
    return (
      <>
        <h4>{title}</h4>
        <p>{words.deletedByThem(by.name)}</p>
        <div className={styles.buttons}>
          <Button onClick={() => settleDeleted(key, undefined)}>{words.letGo}</Button>
          {yours ? (
            <Button type="primary" onClick={() => settleDeleted(key, yours)}>
              {words.drawAnew}
            </Button>
          ) : null}
        </div>
      </>
    );
  }
  if (!yours) {
    return (
      <>
        <h4>{title}</h4>
        <p>{words.deletedByYou(by.name)}</p>
        <div className={styles.buttons}>
          <Button onClick={() => settleConflict(key, theirs, theirs)}>{words.keepTheirs}</Button>
          <Button danger onClick={() => settleConflict(key, theirs, undefined)}>
            {words.deleteAnyway}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <h4>{title}</h4>
      <p className={styles.hint}>{words.conflictBy(by.name, by.at ? moment(by.at, wording) : '')}</p>
      <Members conflict={conflict} />
    </>
  );
}

function Members({ conflict }: { readonly conflict: Conflict }) {
  const words = useEditingWords();
  const wording = useWording();
  const layer = layers[conflict.layer];
  const members = memberConflicts(conflict);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(
    () => new Map(members.map(({ member, suggested }) => [member, suggested])),
  );
  const choose = (member: string, side: Side) => setChosen((before) => new Map(before).set(member, side));
  const chooseAll = (side: Side) => setChosen(new Map(members.map(({ member }) => [member, side])));
  const titleOfMember = (member: string) =>
    member === 'geometry' ? words.geometry : wording.say(layer.properties[member]?.title ?? { zh: member, en: member });
  const written = (member: string, value: unknown) => {
    const definition = layer.properties[member];
    if (member === 'geometry' || !definition) return words.geometryShown;
    const isChainage = member === layer.chainage?.from || member === layer.chainage?.to;
    return propertyValue(definition, value, wording, isChainage) ?? words.notGiven;
  };
  const decide = () => {
    const content = resolved(conflict, (member) => chosen.get(member) ?? 'yours');
    if (conflict.theirs && content) settleConflict(keyOf(conflict.layer, conflict.id), conflict.theirs, content);
  };
  return (
    <>
      <table className={own.conflict}>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.base}</th>
            <th scope="col">{words.theirs}</th>
            <th scope="col">{words.yours}</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ member, base, theirs, yours, isClash }) => (
            <tr key={member} data-clash={isClash || undefined}>
              <th scope="row">
                {titleOfMember(member)}
                {isClash ? <span className={own.clash}>{words.clash}</span> : null}
              </th>
              <td>{base === undefined && member !== 'geometry' ? words.notGiven : written(member, base)}</td>
              {(['theirs', 'yours'] as const).map((side) => (
                <td key={side} data-chosen={chosen.get(member) === side || undefined}>
                  <label>
                    <input
                      type="radio"
                      name={`conflict-${member}`}
                      checked={chosen.get(member) === side}
                      onChange={() => choose(member, side)}
                    />{' '}
                    <span className="visually-hidden">
                      {titleOfMember(member)} {side === 'theirs' ? words.theirs : words.yours}
                    </span>
                    {written(member, side === 'theirs' ? theirs : yours)}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {members.some(({ member }) => member === 'geometry') ? <p className={styles.hint}>{words.showShapes}</p> : null}
      <div className={styles.buttons}>
        <Button type="primary" onClick={decide}>
          {words.decide}
        </Button>
        <Button onClick={() => chooseAll('theirs')}>{words.useTheirs}</Button>
        <Button onClick={() => chooseAll('yours')}>{words.useYours}</Button>
      </div>
      <p className={styles.hint}>{words.decided}</p>
    </>
  );
}
