import { PlusOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Modal from 'antd/es/modal';
import { useState } from 'react';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { type Condition, filterFields, isWhole } from '../../actions/filter/conditions.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { setFilter, useFilter, useWritingFilter, writeFilter } from '../../state/filters.ts';
import { useWording } from '../../state/useWording.ts';
import { ConditionRow, type Draft, draftOf, startOf, valuesOf } from './ConditionRow.tsx';
import styles from './filter.module.css';

/** The filter of a layer, condition by condition. */
export default function FilterDialog() {
  const layer = useWritingFilter();
  return layer ? <Dialog key={layer} layerId={layer} /> : null;
}

function Dialog({ layerId }: { readonly layerId: LayerId }) {
  const layer = layers[layerId];
  const words = useTableWords();
  const { say } = useWording();
  const conditions = useFilter(layerId);
  const fields = filterFields(layer);
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => startingDrafts(layerId, conditions));
  const [showFault, setShowFault] = useState(false);
  const written = drafts.map(({ member, op, values }): Condition => ({ member, op, values: valuesOf(values) }));
  const isComplete = written.every((condition) => isWhole(layer, condition));

  const close = () => writeFilter(undefined);
  const apply = () => {
    if (!isComplete) {
      setShowFault(true);
      return;
    }
    setFilter(layerId, written);
    close();
  };
  const add = () => {
    const used = new Set(drafts.map(({ member }) => member));
    const field = fields.find(({ member }) => !used.has(member)) ?? fields[0];
    if (field) setDrafts([...drafts, startOf(field)]);
  };
  return (
    <Modal
      open
      title={words.filterOf(say(layer.title))}
      width={640}
      onCancel={close}
      footer={[
        <Button key="clear" disabled={drafts.length === 0} onClick={() => setDrafts([])}>
          {words.clearAll}
        </Button>,
        <Button key="cancel" onClick={close}>
          {words.cancel}
        </Button>,
        <Button key="apply" type="primary" onClick={apply}>
          {words.apply}
        </Button>,
      ]}
    >
      <p className={styles.hint}>{drafts.length === 0 ? words.noConditions : words.conditionsHint}</p>
      <ul className={styles.conditions}>
        {drafts.map((draft, index) => (
          <ConditionRow
            key={draft.key}
            fields={fields}
            draft={draft}
            onChange={(next) => setDrafts(drafts.with(index, next))}
            onRemove={() => setDrafts(drafts.toSpliced(index, 1))}
          />
        ))}
      </ul>
      <Button type="dashed" block icon={<PlusOutlined aria-hidden />} onClick={add}>
        {words.addCondition}
      </Button>
      {showFault && !isComplete ? (
        <p className={styles.fault} role="alert">
          {words.incomplete}
        </p>
      ) : null}
    </Modal>
  );
}

/** An empty filter begins with what the layer is told apart by. */
function startingDrafts(layerId: LayerId, conditions: readonly Condition[]): readonly Draft[] {
  if (conditions.length > 0) return conditions.map(draftOf);
  const layer = layers[layerId];
  const fields = filterFields(layer);
  const first = fields.find(({ member }) => member === layer.style.by?.member) ?? fields[0];
  return first ? [startOf(first)] : [];
}
