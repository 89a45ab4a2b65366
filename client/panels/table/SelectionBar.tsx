import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { sayCondition } from '../../actions/filter/said.ts';
import { mostSelected } from '../../actions/table/selection.ts';
import { setFilter, useFilter } from '../../state/filters.ts';
import { useSaying } from '../filter/useSaying.ts';
import styles from './table.module.css';

interface SelectionBarProps {
  readonly layer: LayerDefinition;
  readonly selected: number;
  /** No more rows can be selected. */
  readonly isFull: boolean;
  readonly isOutdated: boolean;
  readonly refresh: () => void;
  readonly clear: () => void;
  readonly goTo: ReactNode;
}

/** Under the heading: what the table leaves out, what is selected, what has changed. */
export function SelectionBar({ layer, selected, isFull, isOutdated, refresh, clear, goTo }: SelectionBarProps) {
  const saying = useSaying();
  const { words } = saying;
  const conditions = useFilter(layer.id);
  const what = words.saidAll(conditions.map((condition) => sayCondition(layer, condition, saying)));
  return (
    <div className={styles.bar}>
      {conditions.length > 0 ? (
        <>
          <span className={styles.filtered}>{words.filtered(what)}</span>
          <Button size="small" onClick={() => setFilter(layer.id, [])}>
            {words.removeFilter}
          </Button>
        </>
      ) : null}
      {selected > 0 ? (
        <>
          <span aria-live="polite" data-testid="selected-count">
            {words.selectedCount(selected)}
          </span>
          {goTo}
          <Button size="small" onClick={clear}>
            {words.clearSelection}
          </Button>
        </>
      ) : null}
      {isFull ? <span className={styles.filtered}>{words.tooManySelected(mostSelected)}</span> : null}
      {isOutdated ? (
        <span role="status">
          {words.outdated}{' '}
          <Button size="small" type="primary" onClick={refresh}>
            {words.refresh}
          </Button>
        </span>
      ) : null}
      <span id="table-help" className={styles.note}>
        {words.gridHelp}
      </span>
    </div>
  );
}
