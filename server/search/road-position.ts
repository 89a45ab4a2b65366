/** A place along a road as people write it: `X201 K12+300`, `X201 12.3km`, `x201k12+300`. */
export interface RoadPosition {
  /** In capitals. */
  readonly roadCode: string;
  readonly atMetres: number;
}

const largestKilometres = 10_000;

/** Letters and digits, as road numbers are made; a word without a digit is a name. */
const road = '([A-Za-z]{1,3}-?\\d{1,12}(?:[A-Za-z]\\d{0,3})?)';
/** K12+300, 12+300, K12+300.5, K12. */
const kilometrePost = new RegExp(
  `^${road}\\s*(?:[Kk]\\s*(\\d{1,5})|\\s(\\d{1,5})(?=\\s*\\+))(?:\\s*\\+\\s*(\\d{1,3}(?:\\.\\d{1,3})?))?$`,
);
const kilometres = new RegExp(`^${road}\\s+(\\d{1,5}(?:\\.\\d{1,6})?)\\s*(?:km|公里|千米)(?:处)?$`, 'i');
const metres = new RegExp(`^${road}\\s+(\\d{1,8}(?:\\.\\d{1,3})?)\\s*(?:m|米)(?:处)?$`, 'i');

/** @returns undefined where the words name no place along a road */
export function parseRoadPosition(words: string): RoadPosition | undefined {
  const text = words.normalize('NFKC').trim();
  const post = kilometrePost.exec(text);
  if (post) return position(post[1], Number(post[2] ?? post[3]) * 1000 + Number(post[4] ?? 0));
  const byKilometres = kilometres.exec(text);
  if (byKilometres) return position(byKilometres[1], Number(byKilometres[2]) * 1000);
  const byMetres = metres.exec(text);
  return byMetres ? position(byMetres[1], Number(byMetres[2])) : undefined;
}

function position(roadCode = '', atMetres: number): RoadPosition | undefined {
  if (!(atMetres <= largestKilometres * 1000)) return undefined;
  // A millimetre: 12.3 km is 12300 m and not 12300.000000000002.
  return { roadCode: roadCode.toUpperCase(), atMetres: Math.round(atMetres * 1000) / 1000 };
}
