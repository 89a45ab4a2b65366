import { FilterOutlined, TableOutlined } from '@ant-design/icons';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { useFilter, writeFilter } from '../../state/filters.ts';
import { usePanels } from '../../state/panels.ts';
import { openTable, useTableLayer } from '../../state/table.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './tools.module.css';

/** What is done with all features of a layer: its filter and its table. */
export function LayerTools({ layer }: { readonly layer: LayerDefinition }) {
  const { say } = useWording();
  const words = useTableWords();
  const isFiltered = useFilter(layer.id).length > 0;
  const isOpen = usePanels((panels) => panels.bottom === 'table');
  const isTable = useTableLayer() === layer.id && isOpen;
  const title = say(layer.title);
  return (
    <span className={styles.tools}>
      <button
        type="button"
        title={words.filterOf(title)}
        aria-label={words.filterOf(title)}
        aria-haspopup="dialog"
        data-active={isFiltered || undefined}
        onClick={() => writeFilter(layer.id)}
      >
        <FilterOutlined aria-hidden />
      </button>
      <button
        type="button"
        title={words.openTable(title)}
        aria-label={words.openTable(title)}
        aria-pressed={isTable}
        onClick={() => openTable(layer.id)}
      >
        <TableOutlined aria-hidden />
      </button>
    </span>
  );
}
