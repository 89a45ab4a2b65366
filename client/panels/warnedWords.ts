import { moment, plainNumber } from '../actions/measures.ts';
import { countSigns, rainKnown, signOf, standsOnMap } from '../actions/warned.ts';
import type { CountyWarned, WarnedNow } from '../api/warnings.ts';
import type { Wording } from '../i18n/language.ts';
import type { WarnedMessages } from '../i18n/warned/zh.ts';
import { signTitles } from '../map/warningMarks.ts';

/** That the rain is not known, so that a map without marks does not look like one without warnings. */
export function rainSentence(warned: CountyWarned, wording: Wording, words: WarnedMessages): string | undefined {
  const { features, judged_at: judgedAt, rain_until: until } = warned;
  if (features.length === 0) return undefined;
  if (until === null) return words.noRain;
  return rainKnown(judgedAt, until) === 'old' ? words.oldRain(moment(until, wording)) : undefined;
}

export interface Badge {
  readonly text: string;
  readonly title: string;
}

/** How many points are raised, those included that were when last known; with `?` where that may not be all. */
export function raisedBadge({ data, lacks }: WarnedNow, wording: Wording, words: WarnedMessages): Badge | undefined {
  if (!data) return lacks ? { text: '?', title: words.stateUnknownShort } : undefined;
  const counts = new Map(
    countSigns(data.features.map(({ properties }) => signOf(properties))).map(({ sign, count }) => [sign, count]),
  );
  const raised = (counts.get('evacuate') ?? 0) + (counts.get('prepare') ?? 0);
  const lapsed = counts.get('lapsed') ?? 0;
  const doubts = [
    rainSentence(data, wording, words),
    lacks ? words.stateOutdated(moment(data.judged_at, wording)) : undefined,
  ].filter((doubt) => doubt !== undefined);
  const all = raised + lapsed;
  if (all === 0 && doubts.length === 0) return undefined;
  return {
    text: `${all > 0 ? plainNumber(all, wording) : ''}${doubts.length > 0 ? '?' : ''}`,
    title: [
      ...(raised > 0 ? [wording.messages.warningsRaised(raised)] : []),
      ...(lapsed > 0 ? [words.counted(wording.say(signTitles.lapsed), plainNumber(lapsed, wording))] : []),
      ...doubts,
    ].join('\n'),
  };
}

/** What whoever holds a printed map must know of the warnings on it; nothing where the county has no flood points. */
export function paperWords(
  warned: CountyWarned | undefined,
  wording: Wording,
  words: WarnedMessages,
): readonly string[] {
  if (!warned) return [words.stateUnknown];
  const { features, judged_at: judgedAt, rain_until: until } = warned;
  const rain = rainKnown(judgedAt, until);
  const isMarked = features.some(({ properties }) => standsOnMap(signOf(properties), rain));
  // Without rain and without signs there is nothing that need be said to be of a moment.
  const says = isMarked || (rain === 'known' && features.length > 0);
  return [says ? words.onPaper(moment(judgedAt, wording)) : undefined, rainSentence(warned, wording, words)].filter(
    (sentence) => sentence !== undefined,
  );
}
