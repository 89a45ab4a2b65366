import { useMemo } from 'react';
import { moment } from '../../actions/measures.ts';
import { rainKnown, signOf, standsOnMap } from '../../actions/warned.ts';
import { type CountyWarned, useWarned } from '../../api/warnings.ts';
import type { Wording } from '../../i18n/language.ts';
import { useWarnedWords } from '../../i18n/warned/useWarnedWords.ts';
import type { WarnedMessages } from '../../i18n/warned/zh.ts';
import { useStore } from '../../state/createStore.ts';
import { useWording } from '../../state/useWording.ts';
import { listedWarningsStore } from '../../state/warnings.ts';

/** What whoever holds the paper must know of the signs of warning on it: as of when they are, or that they are unknown. */
export function useWarningConditions(): readonly string[] {
  const wording = useWording();
  const words = useWarnedWords();
  const { data } = useWarned();
  const isAssumed = useStore(listedWarningsStore, (listed) => listed?.assumed === true);
  const said = isAssumed ? words.assumedOnPaper : wordsOf(data, wording, words);
  // A page is made anew whenever this changes, so not for every answer that says the same.
  return useMemo(() => (said === undefined ? [] : [said]), [said]);
}

function wordsOf(warned: CountyWarned | undefined, wording: Wording, words: WarnedMessages): string | undefined {
  if (!warned) return words.stateUnknown;
  const rain = rainKnown(warned.judged_at, warned.rain_until);
  const isMarked = warned.features.some(({ properties }) => standsOnMap(signOf(properties), rain));
  // Without rain and without signs the page says nothing of warnings, and need not say of when.
  const says = isMarked || (rain === 'known' && warned.features.length > 0);
  return says ? words.onPaper(moment(warned.judged_at, wording)) : undefined;
}
