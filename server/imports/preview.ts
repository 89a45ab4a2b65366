import type pg from 'pg';
import { type ImportProgress, mostImported } from '../../data/imports.ts';
import type { LayerDefinition, LayerId } from '../../data/layers/definition.ts';
import type { Mapping } from '../../data/mappings/index.ts';
import { type Text, text } from '../../data/text.ts';
import { judgeAttempts } from '../accounts/authorise.ts';
import type { Account } from '../accounts/principal.ts';
import type { NumberedValue } from '../formats/index.ts';
import type { Content } from '../layers/changes/content.ts';
import { isRecord } from '../layers/changes/content.ts';
import { type FeatureState, readCurrent } from '../layers/history/states.ts';
import {
  foldedCode,
  mapValue,
  nothingSeen,
  repeatedCode,
  repeatedId,
  type Seen,
  similarCodeBefore,
} from '../layers/import-feature.ts';
import { recogniseMapping } from '../layers/import-mapping.ts';
import { tableOf } from '../layers/table.ts';
import { structureFaults } from '../layers/validation/geojson.ts';
import { mendingTexts, type NewFeature, validateFeature } from '../layers/validation.ts';
import { type Fault, ProblemError } from '../problems.ts';
import { type MemberChange, memberChanges, onTopOf, patchOf } from './compare.ts';
import { metresOutside, outsideRemark, readCountyArea } from './outside.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;
type OnProgress = (progress: ImportProgress) => void;

/** Features between two words of progress, after which other requests get their turn. */
const breathFeatures = 250;

/** `outdated` would be changed by a file that has been exported before the feature's last change. */
export type Verdict = 'new' | 'changed' | 'outdated' | 'unchanged' | 'refused' | 'left_out';

/** What would become of one feature of a file. Reasons are in both languages. */
export interface PreviewedFeature {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly verdict: Verdict;
  readonly code: string | null;
  readonly name: string | null;
  /** As it would be stored; of what is refused as it came, where it has a shape at all. */
  readonly geometry: unknown;
  /** Of a new one: what is to be sent. */
  readonly feature?: unknown;
  /** Of one that is there: which, in which version, and the merge patch that is to be sent. */
  readonly id?: number;
  readonly version?: number;
  readonly patch?: unknown;
  readonly changes?: readonly MemberChange[];
  readonly faults?: readonly PreviewFault[];
  /** Values that are not taken over, and what was mended. */
  readonly remarks?: readonly Text[];
}

export interface PreviewFault {
  readonly member: string;
  readonly code: string;
  readonly reason: Text;
}

export interface Preview {
  readonly layer: LayerId;
  readonly mapping: Mapping | undefined;
  readonly read: number;
  readonly totals: Readonly<Record<Verdict, number>>;
  /** Of those that could be stored: how many lie outside the county's townships, each with a remark. */
  readonly outside: number;
  readonly features: readonly PreviewedFeature[];
}

export interface PreviewRequest {
  readonly db: Queryable;
  readonly account: Account;
  readonly layer: LayerDefinition;
  readonly values: readonly NumberedValue[];
  /** The layer that the file says it was exported from. */
  readonly origin?: string | undefined;
  readonly onProgress?: OnProgress;
}

/**
 * Says of every feature of a file what importing it into a layer would do: add it, change the one with its code, leave
 * it as it is, or why it cannot be taken. Reads, and stores nothing.
 */
export async function previewImport(request: PreviewRequest): Promise<Preview> {
  const { db, account, layer, values, origin, onProgress = () => {} } = request;
  const { mapping, source } = await recogniseMapping(each(values), layer.id);
  const mapped = [];
  const seen = nothingSeen();
  for await (const { number, value } of source) mapped.push(mapOne({ layer, mapping, seen, origin }, value, number));

  const existing = await findExisting(db, layer, mapped);
  const county = layer.id === 'townships' ? [] : await readCountyArea(db);
  const judged: Judged[] = [];
  let outside = 0;
  for (const one of mapped) {
    const judgement = judge(layer, one, existing, seen);
    const metres = judgement.after && metresOutside(county, judgement.after.geometry);
    judged.push(metres === undefined ? judgement : withRemark(judgement, outsideRemark(metres)));
    if (metres !== undefined) outside += 1;
    if (judged.length % breathFeatures === 0) {
      await breath();
      onProgress({ stage: 'checking', done: judged.length, total: mapped.length });
    }
  }
  const features = await refuseForeign(db, account, layer, judged);
  const totals = { new: 0, changed: 0, outdated: 0, unchanged: 0, refused: 0, left_out: 0 };
  for (const { verdict } of features) totals[verdict] += 1;
  return { layer: layer.id, mapping, read: values.length, totals, outside, features };
}

function withRemark(judged: Judged, remark: Text): Judged {
  const { previewed } = judged;
  return { ...judged, previewed: { ...previewed, remarks: [...(previewed.remarks ?? []), remark] } };
}

/**
 * All features of a file.
 *
 * @throws ProblemError `too_many_features`; what the format throws
 */
export async function readAll(
  source: AsyncIterable<NumberedValue>,
  onProgress: OnProgress = () => {},
): Promise<readonly NumberedValue[]> {
  const values: NumberedValue[] = [];
  for await (const value of source) {
    values.push(value);
    if (values.length % breathFeatures === 0) {
      await breath();
      onProgress({ stage: 'reading', done: values.length });
    }
    if (values.length > mostImported) {
      throw new ProblemError(
        'too_many_features',
        text(
          `文件超过 ${mostImported} 个要素，未导入。请分成几个文件，或在服务器上用命令行导入：npm run anlan -- import <图层> <文件>。`,
          `The file has more than ${mostImported} features and was not imported. Split it, or import it from the command line on the server: npm run anlan -- import <layer> <file>.`,
        ),
      );
    }
  }
  return values;
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Mapped {
  readonly number: number;
  readonly value: unknown;
  readonly verdict?: 'refused' | 'left_out';
  readonly faults: readonly PreviewFault[];
  readonly remarks: readonly Text[];
  readonly code: string | undefined;
  /** The feature that the file was exported from here as. */
  readonly id: number | undefined;
  /** The version that the file was exported with, where it is of this layer as far as one can tell. */
  readonly version: number | undefined;
}

type MappingContext = Parameters<typeof mapValue>[0] &
  Parameters<typeof repeatedCode>[0] & {
    readonly origin: string | undefined;
  };

function mapOne(context: MappingContext, value: unknown, number: number): Mapped {
  const plain = { number, value, faults: [], remarks: [], code: undefined, id: undefined, version: undefined };
  const idFault = repeatedId(context, value, number);
  if (idFault) return { ...plain, verdict: 'refused', faults: [asFault(idFault)] };
  const mapped = mapValue(context, value, number);
  if ('kind' in mapped) return { ...plain, ...refusal(mapped) };
  const properties = isRecord(mapped.value) && isRecord(mapped.value.properties) ? mapped.value.properties : {};
  const repeated = repeatedCode(context, { properties }, number);
  if (repeated) return { ...plain, ...refusal(repeated) };
  const code = typeof properties.code === 'string' && properties.code !== '' ? properties.code : undefined;
  const id = exportedId(value, properties);
  if (code === undefined && id !== undefined && context.origin === undefined) {
    return { ...plain, value: mapped.value, verdict: 'refused', faults: [unknownOrigin] };
  }
  const isElsewhere = context.origin !== undefined && context.origin !== context.layer.id;
  return {
    ...plain,
    value: mapped.value,
    remarks: mapped.notices.map(({ reason, tag }) =>
      tag ? text(`${reason.zh}：${tag}`, `${reason.en}: ${tag}`) : reason,
    ),
    code,
    // Ids count from 1 in every layer.
    id: context.origin === context.layer.id ? id : undefined,
    version: isElsewhere || typeof properties._version !== 'number' ? undefined : properties._version,
  };
}

function refusal(outcome: Exclude<ReturnType<typeof mapValue>, { value: unknown }>) {
  return outcome.kind === 'faulty'
    ? { verdict: 'refused' as const, faults: outcome.faults.map(asFault) }
    : { verdict: 'left_out' as const, remarks: [outcome.because.reason] };
}

/** Neither added, which might double it, nor taken for the feature of this id, which might be another layer's. */
const unknownOrigin: PreviewFault = {
  member: 'id',
  code: 'unknown_origin',
  reason: text(
    '没有编号，只有导出时的 id，而文件没有写明是从哪个图层导出的，不能判断是否已有此要素。请填写编号；若是新要素，请删去 id 和 _version。',
    'It has no code, only the id of an export, and the file does not say of which layer: nobody can tell whether it is here already. Give it a code; if it is new, remove its id and _version.',
  ),
};

/** Features read from here say their version; an id alone may be anybody's. */
function exportedId(value: unknown, properties: Record<string, unknown>): number | undefined {
  if (!isRecord(value) || typeof properties._version !== 'number') return undefined;
  const id = Number(value.id);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

interface Existing {
  readonly byCode: ReadonlyMap<string, FeatureState>;
  readonly byId: ReadonlyMap<number, FeatureState>;
  /** Codes of the file that nothing has, with the one here that differs in blanks or letter case alone. */
  readonly similar: ReadonlyMap<string, string>;
}

const batch = 1000;

async function findExisting(db: Queryable, layer: LayerDefinition, mapped: readonly Mapped[]): Promise<Existing> {
  const codes = mapped.flatMap(({ code }) => code ?? []).filter((code) => code.isWellFormed() && !code.includes('\0'));
  const ids = new Map<number, string | undefined>();
  for (let start = 0; start < codes.length; start += batch) {
    const { rows } = await db.query<{ id: number; code: string }>(
      `SELECT id, code FROM ${tableOf(layer)} WHERE code = ANY($1::text[])`,
      [codes.slice(start, start + batch)],
    );
    for (const { id, code } of rows) ids.set(id, code);
  }
  const taken = new Set(ids.values());
  const similar = await findSimilar(
    db,
    layer,
    codes.filter((code) => !taken.has(code)),
  );
  for (const { code, id } of mapped) if (code === undefined && id !== undefined && !ids.has(id)) ids.set(id, undefined);
  const byId = new Map<number, FeatureState>();
  const all = [...ids.keys()];
  for (let start = 0; start < all.length; start += batch) {
    for (const [id, state] of await readCurrent(db, layer, all.slice(start, start + batch))) byId.set(id, state);
  }
  const byCode = new Map(
    [...ids].flatMap(([id, code]) => {
      const state = byId.get(id);
      return code !== undefined && state ? [[code, state] as const] : [];
    }),
  );
  return { byCode, byId, similar };
}

async function findSimilar(
  db: Queryable,
  layer: LayerDefinition,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const { rows } = await db.query<{ code: string }>(
    `SELECT code FROM ${tableOf(layer)} WHERE lower(btrim(code)) = ANY($1::text[]) ORDER BY id`,
    [codes.map(foldedCode)],
  );
  const known = new Map(rows.map(({ code }) => [foldedCode(code), code]));
  return new Map(
    codes.flatMap((code) => {
      const similar = known.get(foldedCode(code));
      return similar === undefined ? [] : [[code, similar] as const];
    }),
  );
}

interface Judged {
  readonly previewed: PreviewedFeature;
  readonly before?: Content;
  readonly after?: NewFeature;
}

function judge(layer: LayerDefinition, mapped: Mapped, existing: Existing, seen: Seen): Judged {
  const { number, value, code, id, remarks } = mapped;
  const properties = isRecord(value) && isRecord(value.properties) ? value.properties : {};
  const said = {
    number,
    code: code ?? null,
    name: typeof properties.name === 'string' ? properties.name : null,
    ...(remarks.length > 0 && { remarks }),
  };
  if (mapped.verdict) {
    const { verdict, faults } = mapped;
    return { previewed: { ...said, verdict, geometry: shapeOf(value), ...(faults.length > 0 && { faults }) } };
  }
  const similar = code === undefined ? undefined : existing.similar.get(code);
  if (code !== undefined && similar !== undefined) {
    return {
      previewed: { ...said, verdict: 'refused', geometry: shapeOf(value), faults: [similarCode(code, similar)] },
    };
  }
  // What is here already under its very code is that one, whatever else the file has.
  const before = code === undefined || existing.byCode.has(code) ? undefined : similarCodeBefore(seen, code, number);
  if (before)
    return { previewed: { ...said, verdict: 'refused', geometry: shapeOf(value), faults: [asFault(before)] } };
  const there = code === undefined ? (id === undefined ? undefined : existing.byId.get(id)) : existing.byCode.get(code);
  const outcome = validateFeature(layer, there ? onTopOf(layer, there.feature, value) : value, number);
  if (!outcome.ok) {
    const faults = outcome.faults.map(asFault);
    return { previewed: { ...said, verdict: 'refused', geometry: shapeOf(value), faults } };
  }
  const { feature } = outcome;
  const told = [...remarks, ...outcome.mended.map((one) => mendingTexts[one])];
  const previewed = { ...said, geometry: feature.geometry, ...(told.length > 0 && { remarks: told }) };
  if (!there) {
    const whole = { type: 'Feature', geometry: feature.geometry, properties: feature.properties };
    return { previewed: { ...previewed, verdict: 'new', feature: whole }, after: feature };
  }
  const changes = memberChanges(layer, there.feature, feature);
  const known = { ...previewed, id: there.id, version: there.version };
  if (changes.length === 0) return { previewed: { ...known, verdict: 'unchanged' } };
  const patch = patchOf(feature, changes);
  const { version } = mapped;
  const outcomes =
    version !== undefined && version < there.version
      ? { verdict: 'outdated' as const, remarks: [...told, outdatedText(version, there.version)] }
      : { verdict: 'changed' as const };
  return { previewed: { ...known, ...outcomes, changes, patch }, before: there.feature, after: feature };
}

/** As likely the same feature as another: neither added nor taken for it. */
function similarCode(code: string, similar: string): PreviewFault {
  return {
    member: 'properties.code',
    code: 'similar_code',
    reason: text(
      `编号“${code}”与已有的“${similar}”只差空格或大小写。若是同一要素请改为“${similar}”，否则请换一个编号。`,
      `the code "${code}" differs from "${similar}", which is here, in blanks or letter case alone. Write "${similar}" if it is the same feature, else give it another code.`,
    ),
  };
}

function outdatedText(exported: number, present: number): Text {
  return text(
    `导出后已有人修改（文件为第 ${exported} 版，现为第 ${present} 版），存入会改回旧值`,
    `changed since it was exported (the file has version ${exported}, now it is ${present}): storing would bring old values back`,
  );
}

/** What the account may not do is refused feature by feature, so that the rest can be taken. */
async function refuseForeign(
  db: Queryable,
  account: Account,
  layer: LayerDefinition,
  judged: readonly Judged[],
): Promise<readonly PreviewedFeature[]> {
  const wanted = judged.filter(({ after }) => after !== undefined);
  const attempts = wanted.map(({ before, after }) => ({
    verb: before ? ('update' as const) : ('create' as const),
    layer,
    before,
    after,
  }));
  const permissions = await judgeAttempts(db, account, attempts);
  const refused = new Map(
    wanted.flatMap(({ previewed: { number } }, index) => {
      const permission = permissions[index];
      return permission && !permission.allowed ? [[number, permission.reason] as const] : [];
    }),
  );
  return judged.map(({ previewed }) => {
    const reason = refused.get(previewed.number);
    if (!reason) return previewed;
    const { number, code, name, geometry } = previewed;
    const faults = [{ member: 'properties.township', code: 'forbidden', reason }];
    return { number, code, name, geometry, verdict: 'refused', faults };
  });
}

/** The geometry of a feature whose structure is sound, to be drawn. */
function shapeOf(value: unknown): unknown {
  if (structureFaults(value, 0).length > 0 || !isRecord(value)) return null;
  return value.geometry ?? null;
}

function asFault({ member, code, reason }: Fault): PreviewFault {
  return { member, code, reason };
}

async function* each(values: readonly NumberedValue[]): AsyncGenerator<NumberedValue, void, undefined> {
  yield* values;
}
