/** A place along a road as people write it: `X201 K12+300`, `X201 12.3km`, `x201k12+300`; of a stretch its beginning. */
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
const kilometres = new RegExp(`^${road}\\s+(\\d{1,5}(?:\\.\\d{1,6})?)\\s*(?:km|公里|千米)$`, 'i');
/** K12.3; 12.3 alone too, but not after what may be degrees: N31 110.5. */
const decimal = new RegExp(
  `^(?:${road}\\s*K\\s*|(?![NEW]\\d)${road}\\s+)(\\d{1,5}\\.\\d{1,6})\\s*(?:km|公里|千米)?$`,
  'i',
);
const metres = new RegExp(`^${road}\\s+(\\d{1,8}(?:\\.\\d{1,3})?)\\s*(?:m|米)$`, 'i');
/** Words between the road and the chainage. */
const between = new RegExp(`^${road}\\s*(?:线\\s*(?:桩号)?|桩号)\\s*:?\\s*`);
const malformedPost = new RegExp(`^${road}(?:\\s*[Kk]\\s*|\\s+)(\\d{1,5})\\s*\\+\\s*\\d{4,9}(?:\\.\\d{1,3})?$`);
/** The end of a stretch: –K4+000. */
const stretchEnd =
  /(?<=\d)\s*[-–—~〜至到]\s*(?:[Kk]\s*\d{1,5}(?:\.\d{1,6}|\s*\+\s*\d{1,3}(?:\.\d{1,3})?)?|\d{1,5}\s*\+\s*\d{1,3}(?:\.\d{1,3})?)$/;

/** K3-500: the dash of a slip of the hand for K3+500, or that of a stretch. */
const ambiguousPost = new RegExp(
  `^${road}(?:\\s*[Kk]\\s*|\\s+(?=\\d+\\s*[-–—~〜]\\s*\\d{3}$))(\\d{1,5})\\s*[-–—~〜]\\s*(\\d{1,3})$`,
);

/** A chainage with a dash in place of the plus: whether a place or a stretch is meant cannot be told. */
export function parseAmbiguousPosition(words: string): RoadPosition | undefined {
  const post = ambiguousPost.exec(withoutWords(words));
  return post ? position(post[1], Number(post[2]) * 1000 + Number(post[3])) : undefined;
}

/** Where the stretch ends that the words name, such as K4+200 of K3+500–K4+200; undefined where they name a place. */
export function parseStretchEnd(words: string): RoadPosition | undefined {
  const text = withoutWords(words);
  const end = stretchEnd.exec(text)?.[0].replace(/^\s*[-–—~〜至到]\s*/, '');
  const from = end === undefined ? undefined : parseRoadPosition(words);
  if (end === undefined || from === undefined) return undefined;
  const until = parseRoadPosition(`${from.roadCode} ${/^[Kk]/.test(end) ? end : `K${end}`}`);
  // Figures that fall are no stretch along the road.
  return until && until.atMetres > from.atMetres ? until : undefined;
}

/** A chainage whose metres make a kilometre or more, such as K3+1000: which figure is the slip cannot be told. */
export function parseMalformedPosition(words: string): RoadPosition | undefined {
  const post = malformedPost.exec(tidied(words));
  return post ? position(post[1], Number(post[2]) * 1000) : undefined;
}

function tidied(words: string): string {
  return withoutWords(words).replace(stretchEnd, '');
}

function withoutWords(words: string): string {
  return words
    .normalize('NFKC')
    .trim()
    .replace(/\s*处$/, '')
    .replace(between, '$1 ');
}

/** @returns undefined where the words name no place along a road */
export function parseRoadPosition(words: string): RoadPosition | undefined {
  const text = tidied(words);
  const post = kilometrePost.exec(text);
  if (post) return position(post[1], Number(post[2] ?? post[3]) * 1000 + Number(post[4] ?? 0));
  const byKilometres = kilometres.exec(text);
  if (byKilometres) return position(byKilometres[1], Number(byKilometres[2]) * 1000);
  const byDecimal = decimal.exec(text);
  if (byDecimal) return position(byDecimal[1] ?? byDecimal[2], Number(byDecimal[3]) * 1000);
  const byMetres = metres.exec(text);
  return byMetres ? position(byMetres[1], Number(byMetres[2])) : undefined;
}

function position(roadCode = '', atMetres: number): RoadPosition | undefined {
  if (!(atMetres <= largestKilometres * 1000)) return undefined;
  // A millimetre: 12.3 km is 12300 m and not 12300.000000000002.
  return { roadCode: roadCode.toUpperCase(), atMetres: Math.round(atMetres * 1000) / 1000 };
}
