import { useMemo } from 'react';
import { useWarned } from '../../api/warnings.ts';
import { useWarnedWords } from '../../i18n/warned/useWarnedWords.ts';
import { useStore } from '../../state/createStore.ts';
import { useWording } from '../../state/useWording.ts';
import { listedWarningsStore } from '../../state/warnings.ts';
import { paperWords } from '../warnedWords.ts';

/** What whoever holds the paper must know of the signs of warning on it: as of when they are, or that they are unknown. */
export function useWarningConditions(): readonly string[] {
  const wording = useWording();
  const words = useWarnedWords();
  const { data } = useWarned();
  const isAssumed = useStore(listedWarningsStore, (listed) => listed?.assumed === true);
  const said = isAssumed ? [words.assumedOnPaper] : paperWords(data, wording, words);
  // A page is made anew whenever this changes, so not for every answer that says the same.
  const together = said.join('\n');
  return useMemo(() => (together === '' ? [] : together.split('\n')), [together]);
}
