import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { FormField } from '../../actions/editing/fields.ts';
import { type BulkPlan, mostReplaced } from '../../actions/table/bulkEdit.ts';
import { cellText, tableColumns } from '../../actions/table/columns.ts';
import { useFilter } from '../../state/filters.ts';
import { useSaying } from '../filter/useSaying.ts';
import styles from './table.module.css';

interface BulkPreviewProps {
  readonly layer: LayerDefinition;
  readonly field: FormField;
  readonly value: unknown;
  readonly plan: BulkPlan;
  /** Were selected and are there no more, or not among what the filter leaves. */
  readonly gone: number;
  /** Further unsaved edits would be saved with these. */
  readonly hasOthers: boolean;
}

/** What will change before it does, and what will not, with the reasons. */
export function BulkPreview({ layer, field, value, plan, gone, hasOthers }: BulkPreviewProps) {
  const saying = useSaying();
  const isFiltered = useFilter(layer.id).length > 0;
  const { words, wording } = saying;
  const column = tableColumns(layer, saying).find(({ member }) => member === field.member);
  const written = (one: unknown) => (column && cellText(column, one, saying)) || words.notGiven;
  const { changes, replaced, same, forbidden, faulty } = plan;
  const further = replaced.slice(mostReplaced).reduce((sum, { count }) => sum + count, 0);
  return (
    <section className={styles.preview} aria-label={words.bulkPreview} aria-live="polite" data-testid="bulk-preview">
      <p>{changes.length > 0 ? words.bulkChanges(changes.length) : words.bulkNothing}</p>
      <ul>
        {replaced.slice(0, mostReplaced).map(({ value: before, count }) => (
          <li key={JSON.stringify(before)}>
            <span>{words.bulkFromTo(written(before), written(value))}</span>
            <span>{words.bulkCount(count)}</span>
          </li>
        ))}
        {further > 0 ? (
          <li>
            <span>{words.bulkFurther}</span>
            <span>{words.bulkCount(further)}</span>
          </li>
        ) : null}
      </ul>
      {same > 0 ? <p>{words.bulkSame(same)}</p> : null}
      {forbidden.map(({ reason, count }) => (
        <p key={reason.en} className={styles.left}>
          {words.bulkForbidden(count, wording.say(reason))}
        </p>
      ))}
      {faulty.map(({ reason, count }) => (
        <p key={reason.en} className={styles.left}>
          {words.bulkFaulty(count, wording.say(reason))}
        </p>
      ))}
      {gone > 0 ? <p className={styles.left}>{isFiltered ? words.bulkOutside(gone) : words.bulkGone(gone)}</p> : null}
      {hasOthers && changes.length > 0 ? <p className={styles.left}>{words.bulkWithOthers}</p> : null}
    </section>
  );
}
