import { UploadOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { useImportWords } from '../../i18n/imports/useImportWords.ts';
import { useSession } from '../../state/session.ts';
import { openImport } from './chooseFile.ts';
import styles from './imports.module.css';

/** At the foot of the layers, for who edits one. */
export function ImportButton() {
  const words = useImportWords();
  const mayEdit = (useSession()?.edits.length ?? 0) > 0;
  if (!mayEdit) return null;
  return (
    <div className={styles.importButton}>
      <Button block icon={<UploadOutlined aria-hidden />} onClick={openImport}>
        {words.importFile}
      </Button>
      <p className={styles.hint}>{words.dropHint}</p>
    </div>
  );
}
