import path from 'node:path';

const longestName = 100;

/** Whether an import may be called this: something that is seen, in one line, that an address can hold. */
export function isImportName(name: string): boolean {
  return (
    name.trim() === name && name !== '' && name.length <= longestName && name.isWellFormed() && !/\p{Cc}/u.test(name)
  );
}

/** What an import is called to which nobody gave a name: its first file's. */
export function importName([first = '']: readonly string[]): string {
  return (
    path
      .basename(first)
      .replace(/(\.(tiff?|hgt|zip))+$/i, '')
      .slice(0, longestName)
      .trim() || 'elevation'
  );
}
