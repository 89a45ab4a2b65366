import { memo } from 'react';
import type { Saying } from '../../actions/filter/said.ts';
import { type Column, cellText } from '../../actions/table/columns.ts';
import type { CountyFeature } from '../../api/types.ts';
import styles from './table.module.css';

interface GridRowProps {
  readonly row: CountyFeature;
  /** From 0 among all rows. */
  readonly index: number;
  readonly columns: readonly Column[];
  readonly saying: Saying;
  readonly isChosen: boolean;
  readonly isActive: boolean;
}

/** A row as it is; what is done with it the table hears. */
export const GridRow = memo(function GridRow({ row, index, columns, saying, isChosen, isActive }: GridRowProps) {
  return (
    <tr
      id={`row-${row.id}`}
      data-id={row.id}
      data-active={isActive || undefined}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
    >
      <td className={styles.check} data-check>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isChosen}
          readOnly
          aria-label={saying.words.selectRow(index + 1)}
        />
      </td>
      {columns.map((column) => {
        const text = cellText(column, row.properties[column.member], saying);
        return (
          <td key={column.member} data-number={column.isNumber || undefined} title={text}>
            {text}
          </td>
        );
      })}
    </tr>
  );
});
