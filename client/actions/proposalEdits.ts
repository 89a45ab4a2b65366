import type { Proposal, ProposalEdits } from '../api/screening.ts';

/** What a person writes into the form, as text. */
export interface EditedProposal {
  readonly from: string;
  readonly to: string;
  readonly grade: string;
  readonly side: string;
  readonly remarks: string;
}

export type EditFault = 'from' | 'to' | 'order';

/** Stretches are given to a tenth of a metre. */
const least = 0.05;

/** The form as it stands before anything is changed: places by the road's chainage where it has one, else in metres. */
export function untouched({ properties }: Proposal): EditedProposal {
  const { from_m, to_m, grade, side } = properties;
  const [from, to] = scaleOf(properties) ? chainages(properties) : [String(from_m), String(to_m)];
  return { from, to, grade: grade ?? '', side: side ?? 'none', remarks: '' };
}

/** Only what differs from the proposal, or what cannot be understood. */
export function readEdits(proposal: Proposal, edited: EditedProposal): ProposalEdits | EditFault {
  const { properties } = proposal;
  const before = untouched(proposal);
  const from = edited.from.trim() === before.from ? properties.from_m : readPlace(properties, edited.from, 0);
  if (from === undefined) return 'from';
  const to = edited.to.trim() === before.to ? properties.to_m : readPlace(properties, edited.to, 1);
  if (to === undefined) return 'to';
  if (from >= to) return 'order';
  const remarks = edited.remarks.trim();
  return {
    ...(Math.abs(from - properties.from_m) >= least && { from_m: from }),
    ...(Math.abs(to - properties.to_m) >= least && { to_m: to }),
    ...(edited.grade !== before.grade && { grade: edited.grade }),
    ...(edited.side !== before.side && { side: edited.side }),
    ...(remarks !== '' && { remarks }),
  };
}

/** `K12+300`, also without the K, with decimals and in small letters; undefined for anything else. */
export function readChainage(words: string): number | undefined {
  const [, kilometres, metres] = /^k?\s*(\d{1,5})\s*[+＋]\s*(\d{1,3}(?:\.\d+)?)$/i.exec(words.trim()) ?? [];
  return kilometres === undefined ? undefined : Number(kilometres) * 1000 + Number(metres);
}

type Properties = Proposal['properties'];

/** Whether places are shown as chainage, and which way it runs along the line: 1, -1, or 0 where there is none. */
export function scaleOf({ road_chainage }: Properties): 1 | -1 | 0 {
  if (!road_chainage || road_chainage[0] === road_chainage[1]) return 0;
  return road_chainage[0] < road_chainage[1] ? 1 : -1;
}

function chainages({ chainage: range }: Properties): readonly [string, string] {
  const [from = '', to = ''] = range.split('–');
  return [from, to];
}

/**
 * A place in metres along the section. From the end of the stretch that is known in both counts, so that a chainage
 * which does not run in true metres is off by little.
 */
function readPlace(properties: Properties, words: string, end: 0 | 1): number | undefined {
  const scale = scaleOf(properties);
  if (scale === 0) {
    const value = /^\d+(\.\d+)?$/.test(words.trim()) ? Number(words) : Number.NaN;
    return Number.isFinite(value) ? value : undefined;
  }
  const place = readChainage(words);
  const known = readChainage(chainages(properties)[end]);
  if (place === undefined || known === undefined) return undefined;
  const metres = (end === 0 ? properties.from_m : properties.to_m) + scale * (place - known);
  return metres < 0 ? undefined : Math.round(10 * metres) / 10;
}
