import { InboxOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useImportWords } from '../../i18n/imports/useImportWords.ts';
import { useSession } from '../../state/session.ts';
import { importFiles, openImport } from './chooseFile.ts';
import styles from './imports.module.css';

/**
 * Takes a file that is dropped anywhere on the page, which would otherwise open in place of it; who edits no layer is
 * told so.
 */
export default function DropZone() {
  const words = useImportWords();
  const mayEdit = (useSession()?.edits.length ?? 0) > 0;
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFile(event)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFile(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      if (hasFile(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      if (mayEdit) importFiles([...(event.dataTransfer?.files ?? [])]);
      else openImport();
    };
    const events = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [name, listener] of Object.entries(events)) {
      document.addEventListener(name as 'drop', listener);
    }
    return () => {
      for (const [name, listener] of Object.entries(events)) document.removeEventListener(name as 'drop', listener);
    };
  }, [mayEdit]);
  if (!isOver) return null;
  return (
    <div className={styles.dropZone} aria-hidden="true">
      <InboxOutlined aria-hidden />
      <span>{mayEdit ? words.drop : words.noEditable}</span>
    </div>
  );
}
