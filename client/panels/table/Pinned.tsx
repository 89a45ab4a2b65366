import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Saying } from '../../actions/filter/said.ts';
import { featureTitle } from '../../actions/properties.ts';
import { type Column, cellText } from '../../actions/table/columns.ts';
import { useFeature } from '../../api/queries.ts';
import { openRight } from '../../state/panels.ts';
import { useView } from '../../state/view.ts';
import styles from './table.module.css';

interface PinnedProps {
  readonly layer: LayerDefinition;
  readonly saying: Saying;
  readonly columns: readonly Column[];
  /** The ids of the rows that have come. */
  readonly loaded: readonly number[];
  /** Whether these are all rows of the filter. */
  readonly isAll: boolean;
}

/** Cells that fit a line beside the title. */
const fewCells = 5;

/** What is chosen on the map and no row of the table, or not yet: above the rows, so that it is not sought in vain. */
export function Pinned({ layer, saying, columns, loaded, isAll }: PinnedProps) {
  const selection = useView((view) => (view.selection?.layer === layer.id ? view.selection : undefined));
  const isElsewhere = selection !== undefined && loaded.length > 0 && !loaded.includes(Number(selection.id));
  const { data: feature } = useFeature(isElsewhere ? selection : undefined);
  if (!isElsewhere || !feature) return null;
  const { words, wording } = saying;
  const title = featureTitle(layer, feature.properties) ?? `${wording.say(layer.title)} ${selection.id}`;
  const cells = columns.flatMap((column) => {
    const text = cellText(column, feature.properties[column.member], saying);
    return text && text !== title ? [`${column.title} ${text}`] : [];
  });
  return (
    <button type="button" className={styles.pinned} data-testid="pinned" onClick={() => openRight('details')}>
      <span>{isAll ? words.notInFilter : words.elsewhere}</span>
      <strong>{title}</strong>
      {cells.slice(0, fewCells).map((cell) => (
        <span key={cell}>{cell}</span>
      ))}
    </button>
  );
}
