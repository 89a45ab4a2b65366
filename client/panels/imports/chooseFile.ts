import { importAccept } from '../../actions/imports/formats.ts';
import { refuseFiles, takeFile } from '../../state/imports.ts';
import { closeRight, openCover } from '../../state/panels.ts';

/** Opens the browser's own chooser, and the import with what was chosen. */
export function chooseFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = importAccept;
  input.addEventListener('change', () => {
    importFiles([...(input.files ?? [])]);
  });
  input.click();
}

export function openImport(): void {
  closeRight();
  openCover('import');
}

/** One is imported; of several none, which is said. */
export function importFiles(files: readonly File[]): void {
  const [file] = files;
  if (!file) return;
  openImport();
  if (files.length > 1) refuseFiles(files.length);
  else void takeFile(file);
}
