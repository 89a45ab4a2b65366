import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { layers } from '../../../data/layers/index.ts';
import { exactChainage, parseChainage } from '../../actions/editing/fields.ts';
import { metresAt } from '../../actions/editing/lines.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { cutStretch } from '../../map/editing/lineTools.ts';
import { contentsAtHand } from '../../map/editing/targets.ts';
import { type Tool, updateEdit } from '../../state/edit.ts';
import { current } from '../../state/editSession.ts';
import styles from './form.module.css';

/** The two ends of a stretch as numbers, for who has them from the field book or works by keyboard. */
export function CutByChainage({ tool }: { readonly tool: Extract<Tool, { kind: 'cut' }> }) {
  const words = useEditingWords();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [fault, setFault] = useState('');
  const road = tool.road === '' ? undefined : (contentsAtHand('roads').get(tool.road) ?? current(tool.road));
  const { from_m: low, to_m: high } = road?.properties ?? {};
  if (!road || typeof low !== 'number' || typeof high !== 'number') return null;
  const cut = () => {
    const ends = [from, to].map((written) => {
      const chainage = parseChainage(written);
      return chainage === undefined ? undefined : metresAt(layers.roads, road, chainage);
    });
    const [start, end] = ends;
    if (start === undefined || end === undefined) {
      setFault(words.cutOutside(exactChainage(low), exactChainage(high)));
      return;
    }
    const notice = cutStretch(tool.layer, road, start, end);
    if (notice) updateEdit({ notice });
  };
  return (
    <form
      className={styles.byChainage}
      onSubmit={(event) => {
        event.preventDefault();
        cut();
      }}
    >
      <h4>{words.cutByChainage}</h4>
      <Input
        aria-label={words.cutFromLabel}
        placeholder={exactChainage(low)}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <span aria-hidden="true">–</span>
      <Input
        aria-label={words.cutToLabel}
        placeholder={exactChainage(high)}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button htmlType="submit">{words.cutNow}</Button>
      {fault ? (
        <p className={styles.unreadable} role="alert">
          {fault}
        </p>
      ) : null}
    </form>
  );
}
