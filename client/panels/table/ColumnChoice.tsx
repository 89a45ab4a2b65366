import { SettingOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import Popover from 'antd/es/popover';
import type { Column } from '../../actions/table/columns.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import styles from './table.module.css';

interface ColumnChoiceProps {
  readonly all: readonly Column[];
  readonly shown: readonly Column[];
  readonly choose: (members: readonly string[] | undefined) => void;
}

export function ColumnChoice({ all, shown, choose }: ColumnChoiceProps) {
  const words = useTableWords();
  const members = shown.map(({ member }) => member);
  return (
    <Popover
      trigger="click"
      placement="topRight"
      title={words.chooseColumns}
      content={
        <div className={styles.columnChoice}>
          <Checkbox.Group
            value={members}
            options={all.map(({ member, title }) => ({ value: member, label: title }))}
            onChange={(next) => {
              if (next.length > 0) choose(next);
            }}
          />
          <div className={styles.columnButtons}>
            <Button size="small" onClick={() => choose(all.map(({ member }) => member))}>
              {words.columnsAll}
            </Button>
            <Button size="small" onClick={() => choose(undefined)}>
              {words.columnsUsual}
            </Button>
          </div>
        </div>
      }
    >
      <Button size="small" icon={<SettingOutlined aria-hidden />} aria-label={words.columns} aria-haspopup="dialog">
        {words.columns}
      </Button>
    </Popover>
  );
}
