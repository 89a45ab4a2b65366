import { importAccept } from '../../actions/imports/formats.ts';
import { takeFile } from '../../state/imports.ts';
import { closeRight, openCover } from '../../state/panels.ts';

/** Opens the browser's own chooser, and the import with what was chosen. */
export function chooseFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = importAccept;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) importFile(file);
  });
  input.click();
}

export function importFile(file: File): void {
  closeRight();
  openCover('import');
  void takeFile(file);
}
