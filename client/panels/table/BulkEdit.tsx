import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Modal from 'antd/es/modal';
import Radio from 'antd/es/radio';
import Select from 'antd/es/select';
import { useMemo, useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { type Content, keyOf, storedFrom } from '../../actions/editing/content.ts';
import { contentNow } from '../../actions/editing/edits.ts';
import { featureRefusal } from '../../actions/editing/permission.ts';
import { type Cql2, idsCql2, toCql2 } from '../../actions/filter/cql2.ts';
import { plainNumber } from '../../actions/measures.ts';
import { type BulkSubject, bulkFields, planBulkEdit } from '../../actions/table/bulkEdit.ts';
import { mostSelected } from '../../actions/table/selection.ts';
import { fetchItems } from '../../api/items.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { unitTexts } from '../../i18n/units.ts';
import { useEdit } from '../../state/edit.ts';
import { save } from '../../state/editSaving.ts';
import { changeStored } from '../../state/editSession.ts';
import { useFilter } from '../../state/filters.ts';
import { openRight } from '../../state/panels.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { chevron } from '../chevron.tsx';
import { FieldControl } from '../editing/FieldControl.tsx';
import { Problem } from '../Problem.tsx';
import { BulkPreview } from './BulkPreview.tsx';
import styles from './table.module.css';

interface BulkEditProps {
  readonly layer: LayerDefinition;
  readonly selected: ReadonlySet<number>;
  /** Rows under the filter. */
  readonly count: number;
  readonly onClose: () => void;
}

/** One value for a field of many features: shown first, then stored as one transaction of the edit session. */
export default function BulkEdit({ layer, selected, count, onClose }: BulkEditProps) {
  const words = useTableWords();
  const wording = useWording();
  const session = useSession();
  const [scope, setScope] = useState<'selected' | 'all'>(selected.size > 0 ? 'selected' : 'all');
  const [member, setMember] = useState<string>();
  const [value, setValue] = useState<unknown>();
  const fields = useMemo(() => bulkFields(layer), [layer]);
  const field = fields.find((one) => one.member === member);
  const { subjects, gone, error, refetch } = useSubjects(layer, scope, selected, count);
  const unsaved = useEdit(({ history }) => history.present);
  const isCleared = value === undefined;
  const isRefusedEmpty = field?.required === true && isCleared;

  const plan = useMemo(() => {
    if (!field || !subjects || (field.required && value === undefined)) return undefined;
    const refusal = (content: Content) => featureRefusal(session, layer, content);
    return planBulkEdit(layer, subjects, field.member, value, refusal);
  }, [layer, subjects, field, value, session]);
  const changing = new Set(plan?.changes.map(({ stored }) => keyOf(layer.id, stored.id)));
  const hasOthers = [...unsaved.keys()].some((key) => !changing.has(key));

  const run = () => {
    if (!plan || plan.changes.length === 0) return;
    changeStored(layer.id, plan.changes);
    onClose();
    openRight('editing');
    void save();
  };
  const all = plainNumber(count, wording);
  const unit = field?.definition.unit && field.kind !== 'chainage' ? wording.say(unitTexts[field.definition.unit]) : '';
  const allTitle = useFilter(layer.id).length > 0 ? words.bulkAll(all) : words.bulkAllUnfiltered(all);
  return (
    <Modal
      open
      width={560}
      title={words.bulkOf(wording.say(layer.title))}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {words.cancel}
        </Button>,
        <Button key="run" type="primary" disabled={!plan || plan.changes.length === 0} onClick={run}>
          {words.bulkRun(plan?.changes.length ?? 0)}
        </Button>,
      ]}
    >
      <div className={styles.form}>
        <fieldset>
          <legend>{words.bulkWhich}</legend>
          <Radio.Group value={scope} onChange={({ target }) => setScope(target.value)}>
            <Radio value="selected" disabled={selected.size === 0}>
              {words.bulkSelected(selected.size)}
            </Radio>
            <Radio value="all" disabled={count > mostSelected}>
              {allTitle}
            </Radio>
          </Radio.Group>
          {count > mostSelected ? <p className={styles.left}>{words.bulkTooMany(mostSelected)}</p> : null}
        </fieldset>
        <div className={styles.control}>
          <label htmlFor="bulk-field">{words.bulkField}</label>
          <Select
            suffixIcon={chevron}
            id="bulk-field"
            value={member ?? null}
            placeholder={words.chooseValues}
            showSearch={{ optionFilterProp: 'label' }}
            options={fields.map((one) => ({ value: one.member, label: wording.say(one.definition.title) }))}
            onChange={(next: string) => {
              setMember(next);
              setValue(undefined);
            }}
          />
        </div>
        {field ? (
          <div className={styles.control}>
            <label htmlFor="bulk-value" id="bulk-value-label">
              {words.bulkValue} {unit}
            </label>
            <FieldControl
              key={field.member}
              field={field}
              id="bulk-value"
              value={value}
              describedBy="bulk-note"
              onChange={setValue}
            />
            <p id="bulk-note" className={isRefusedEmpty ? styles.left : undefined}>
              {isCleared ? (field.required ? words.bulkEmptyRequired : words.bulkEmpty) : null}
            </p>
          </div>
        ) : null}
        {error ? <Problem title={words.bulkFailed} error={error} retry={refetch} /> : null}
        {field && !subjects && !error ? <p role="status">{words.bulkLoading}</p> : null}
        {field && plan ? (
          <BulkPreview layer={layer} field={field} value={value} plan={plan} gone={gone} hasOthers={hasOthers} />
        ) : null}
      </div>
    </Modal>
  );
}

/** The features as the service holds them now, with what is edited of them here. */
function useSubjects(layer: LayerDefinition, scope: 'selected' | 'all', selected: ReadonlySet<number>, count: number) {
  const { language } = useWording();
  const conditions = useFilter(layer.id);
  const originals = useEdit((state) => state.originals);
  const edits = useEdit((state) => state.history.present);
  const wanted = scope === 'selected' ? selected.size : count;
  const filtered = toCql2(layer, conditions);
  const chosen = idsCql2([...selected]);
  const both: Cql2 = filtered ? { op: 'and', args: [chosen, filtered] } : chosen;
  const filter = scope === 'selected' ? both : filtered;
  const { data, error, refetch } = useQuery({
    queryKey: ['layer', layer.id, 'bulk', filter],
    queryFn: ({ signal }) => fetchItems(layer.id, { filter, limit: mostSelected }, language, signal),
    enabled: wanted > 0 && wanted <= mostSelected,
    staleTime: 0,
    gcTime: 0,
  });
  const subjects = useMemo(
    () =>
      data?.features.flatMap((feature): BulkSubject[] => {
        const fetched = storedFrom(feature);
        if (!fetched) return [];
        const key = keyOf(layer.id, fetched.id);
        const content = edits.has(key) ? contentNow(edits, originals, key) : fetched;
        // Deleted here, though not yet at the service.
        return content ? [{ stored: fetched, content }] : [];
      }),
    [data, edits, originals, layer],
  );
  const gone = scope === 'selected' && subjects ? wanted - subjects.length : 0;
  return { subjects, gone, error, refetch: () => void refetch() };
}
