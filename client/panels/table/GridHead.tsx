import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import type { KeyboardEvent } from 'react';
import type { GridProps } from './Grid.tsx';
import styles from './table.module.css';

/** Keys on a heading are about the heading, not about the rows. */
const keep = (event: KeyboardEvent) => event.stopPropagation();

export function GridHead({
  columns,
  sort,
  saying: { words },
  onSort,
}: Pick<GridProps, 'columns' | 'sort' | 'saying' | 'onSort'>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={styles.check}>
          <span className="visually-hidden">{words.selectColumn}</span>
        </th>
        {columns.map(({ member, title, isNumber }) => {
          const direction = sort?.member === member ? (sort.descending ? 'descending' : 'ascending') : 'none';
          const next = { none: words.sortAscending, ascending: words.sortDescending, descending: () => words.unsorted };
          return (
            <th key={member} scope="col" aria-sort={direction} data-number={isNumber || undefined}>
              <button type="button" title={next[direction](title)} onClick={() => onSort(member)} onKeyDown={keep}>
                <span>{title}</span>
                {direction === 'ascending' ? <CaretUpOutlined aria-hidden /> : null}
                {direction === 'descending' ? <CaretDownOutlined aria-hidden /> : null}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
