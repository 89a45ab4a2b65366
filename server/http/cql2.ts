import { z } from 'zod';
import type { LayerDefinition, PropertyDefinition } from '../../data/layers/definition.ts';
import { type Text, text } from '../../data/text.ts';
import { isSortable, memberOf, sortableMembers } from '../layers/columns.ts';
import { type Comparison, comparisons, type Filter, type FilterValue } from '../layers/filter.ts';
import { invalidParameter, type ProblemError } from '../problems.ts';
import { describeIssue } from './issue.ts';
import { isDay, isInstant, isPlausible } from './times.ts';

/** Characters of a filter; an address that is longer is refused before anybody reads it. */
const longestFilter = 12_000;
/** Conditions within conditions, counted in objects and arrays within each other. */
const deepestFilter = 40;
const mostParts = 200;
export const mostListed = 1000;

export const filterOperations = ['and', 'or', 'not', ...comparisons, 'between', 'in', 'like', 'isNull', 'casei'];

const property = z.strictObject({ property: z.string() });
const scalar = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ date: z.string() }),
  z.strictObject({ timestamp: z.string() }),
]);
type Scalar = z.infer<typeof scalar>;
const foldedProperty = z.strictObject({ op: z.literal('casei'), args: z.tuple([property]) });
const foldedText = z.strictObject({ op: z.literal('casei'), args: z.tuple([z.string()]) });
const subject = z.union([property, foldedProperty]);
type Subject = z.infer<typeof subject>;
const written = z.union([z.string(), foldedText]);

type Expression =
  | { op: 'and' | 'or'; args: Expression[] }
  | { op: 'not'; args: [Expression] }
  | { op: Comparison; args: [Subject, Scalar | z.infer<typeof foldedText>] }
  | { op: 'between'; args: [z.infer<typeof property>, Scalar, Scalar] }
  | { op: 'in'; args: [Subject, (Scalar | z.infer<typeof foldedText>)[]] }
  | { op: 'like'; args: [Subject, z.infer<typeof written>] }
  | { op: 'isNull'; args: [z.infer<typeof property>] };

/** The part of CQL2-JSON (OGC 21-065r2) that the service understands. */
const expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.enum(['and', 'or']), args: z.array(expression).min(1).max(mostParts) }),
    z.strictObject({ op: z.literal('not'), args: z.tuple([expression]) }),
    z.strictObject({ op: z.enum(comparisons), args: z.tuple([subject, z.union([scalar, foldedText])]) }),
    z.strictObject({ op: z.literal('between'), args: z.tuple([property, scalar, scalar]) }),
    z.strictObject({
      op: z.literal('in'),
      args: z.tuple([
        subject,
        z
          .array(z.union([scalar, foldedText]))
          .min(1)
          .max(mostListed),
      ]),
    }),
    z.strictObject({ op: z.literal('like'), args: z.tuple([subject, written]) }),
    z.strictObject({ op: z.literal('isNull'), args: z.tuple([property]) }),
  ]),
);

/**
 * Reads the parameters `filter` and `filter-lang`.
 *
 * @throws ProblemError `invalid_parameter` that says which member or which part of the filter is not right
 */
export function parseFilter(layer: LayerDefinition, parameters: ReadonlyMap<string, string>): Filter | undefined {
  const language = parameters.get('filter-lang');
  if (language !== undefined && language !== 'cql2-json') {
    throw invalidParameter('filter-lang', language, text('可用：cql2-json', 'it can be: cql2-json'));
  }
  const value = parameters.get('filter');
  if (value === undefined) return undefined;
  const refuse = (reason: Text) => invalidParameter('filter', value, reason);
  if (value.length > longestFilter) {
    throw refuse(text(`最多 ${longestFilter} 个字符`, `it may have at most ${longestFilter} characters`));
  }
  const content = parseJson(value);
  if (content === undefined) {
    throw refuse(
      text(
        '应为 CQL2-JSON，如 {"op":"=","args":[{"property":"code"},"A1"]}',
        'it must be CQL2-JSON such as {"op":"=","args":[{"property":"code"},"A1"]}',
      ),
    );
  }
  if (isDeeperThan(content, deepestFilter)) {
    throw refuse(text('条件嵌套过深', 'conditions lie too deep within each other'));
  }
  const parsed = expression.safeParse(content);
  if (!parsed.success) throw refuse(issueText(parsed.error));
  return toFilter(parsed.data, { layer, refuse });
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** Without calling itself, so that no depth is too great to be found out. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

function issueText({ issues: [issue] }: z.ZodError): Text {
  const place = issue?.path.join('.') || 'op';
  const reason =
    issue?.code === 'invalid_union' && issue.path.at(-1) === 'op'
      ? text(`可用的运算：${filterOperations.join('、')}`, `the operations are: ${filterOperations.join(', ')}`)
      : describeIssue(issue);
  return text(`${place} ${reason.zh}`, `${place}: ${reason.en}`);
}

interface Context {
  readonly layer: LayerDefinition;
  readonly refuse: (reason: Text) => ProblemError;
}

function toFilter(given: Expression, context: Context): Filter {
  switch (given.op) {
    case 'and':
    case 'or':
      return { op: given.op, parts: given.args.map((part) => toFilter(part, context)) };
    case 'not':
      return { op: 'not', part: toFilter(given.args[0], context) };
    case 'between': {
      const { member } = comparable(given.args[0], context);
      if (kindOf(context.layer, member) === 'boolean') throw noOrder(member, context);
      const [low, high] = [typedValue(member, given.args[1], context), typedValue(member, given.args[2], context)];
      return { op: 'between', member, low, high };
    }
    case 'in': {
      const { member, fold } = comparable(given.args[0], context);
      return {
        op: 'in',
        member,
        fold,
        values: given.args[1].map((value) => typedValue(member, unfolded(value), context)),
      };
    }
    case 'like': {
      const { member, fold } = comparable(given.args[0], context);
      return { op: 'like', member, fold, pattern: patternOf(member, unfolded(given.args[1]), context) };
    }
    case 'isNull': {
      const [{ property: member }] = given.args;
      if (!isSortable(context.layer, member) && !memberOf(context.layer, member)) throw noMember(member, context);
      return { op: 'isNull', member };
    }
    default: {
      const { member, fold } = comparable(given.args[0], context);
      const hasOrder = kindOf(context.layer, member) !== 'boolean';
      if (!hasOrder && given.op !== '=' && given.op !== '<>') throw noOrder(member, context);
      return {
        op: 'compare',
        sign: given.op,
        member,
        fold,
        value: typedValue(member, unfolded(given.args[1]), context),
      };
    }
  }
}

/** Where the member is compared without regard to case, so is what it is compared with, said so or not. */
function unfolded<T extends Scalar>(value: T | z.infer<typeof foldedText>): T | string {
  return typeof value === 'object' && 'op' in value ? value.args[0] : value;
}

function comparable(given: Subject, context: Context): { readonly member: string; readonly fold: boolean } {
  const fold = 'op' in given;
  const member = fold ? given.args[0].property : given.property;
  if (!isSortable(context.layer, member)) throw noMember(member, context);
  if (fold && kindOf(context.layer, member) !== 'string') {
    throw context.refuse(
      text(`字段“${member}”不是文本，不能用 casei`, `"${member}" is no text, and casei is for text`),
    );
  }
  return { member, fold };
}

function noMember(member: string, { layer, refuse }: Context): ProblemError {
  const known = sortableMembers(layer).join(', ');
  return refuse(text(`不能按“${member}”筛选，可用：${known}`, `cannot filter by "${member}"; possible: ${known}`));
}

function noOrder(member: string, { refuse }: Context): ProblemError {
  return refuse(text(`字段“${member}”没有大小之分`, `"${member}" has no order`));
}

type Kind = 'string' | 'date' | 'date-time' | 'id' | 'number' | 'boolean';

function kindOf(layer: LayerDefinition, member: string): Kind {
  const definition = memberOf(layer, member);
  if (!definition) return member === 'id' || member === '_version' ? 'id' : 'date-time';
  if (definition.type === 'boolean') return 'boolean';
  if (definition.type === 'integer' || definition.type === 'number') return 'number';
  return definition.format ?? 'string';
}

function typedValue(member: string, given: Scalar, context: Context): FilterValue {
  const kind = kindOf(context.layer, member);
  const value = typeof given === 'object' ? ('date' in given ? given.date : given.timestamp) : given;
  const wanted = unsuitable(kind, given, value, memberOf(context.layer, member));
  if (!wanted) return value;
  const shown = String(value).slice(0, 60);
  throw context.refuse(
    text(`字段“${member}”的值“${shown}”${wanted.zh}`, `the value "${shown}" of "${member}" ${wanted.en}`),
  );
}

/** Why a member cannot have the value; undefined where it can. */
function unsuitable(
  kind: Kind,
  given: Scalar,
  value: FilterValue,
  definition: PropertyDefinition | undefined,
): Text | undefined {
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : text('应为 true 或 false', 'must be true or false');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : text('应为数', 'must be a number');
    case 'id':
      return Number.isSafeInteger(value) ? undefined : text('应为整数', 'must be an integer');
    case 'date':
      return typeof value === 'string' && !isTimestamp(given) && isDay(value) && isPlausible(value)
        ? undefined
        : text('应为日期，如 2026-07-01', 'must be a date such as 2026-07-01');
    case 'date-time':
      return typeof value === 'string' && !isDate(given) && isInstant(value) && isPlausible(value)
        ? undefined
        : text(
            '应为带时区的时间，如 2026-07-01T08:00:00+08:00',
            'must be a time with its zone, such as 2026-07-01T08:00:00+08:00',
          );
    case 'string':
      if (typeof value !== 'string' || isDate(given) || isTimestamp(given)) return text('应为文本', 'must be text');
      if (!isStorable(value)) return unstorable;
      // A misspelt code that was passed over would show that there are no such hazards.
      if (definition?.codes && !definition.codes.some((code) => code.value === value)) {
        const codes = definition.codes.map((code) => code.value);
        return text(`不在代码表内，可用：${codes.join('、')}`, `is not in the code list: ${codes.join(', ')}`);
      }
      return undefined;
  }
}

function isDate(given: Scalar): boolean {
  return typeof given === 'object' && 'date' in given;
}

function isTimestamp(given: Scalar): boolean {
  return typeof given === 'object' && 'timestamp' in given;
}

const unstorable = text('含有无法保存的字符', 'holds characters that cannot be stored');

/** PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair. */
function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

function patternOf(member: string, pattern: string, context: Context): string {
  if (kindOf(context.layer, member) !== 'string') {
    throw context.refuse(text(`字段“${member}”不是文本，不能用 like`, `"${member}" is no text, and like is for text`));
  }
  const fault = isStorable(pattern)
    ? endsInEscape(pattern)
      ? text('末尾的反斜杠后缺少字符', 'ends in a backslash with nothing after it')
      : undefined
    : unstorable;
  if (!fault) return pattern;
  throw context.refuse(text(`字段“${member}”的模式${fault.zh}`, `the pattern of "${member}" ${fault.en}`));
}

function endsInEscape(pattern: string): boolean {
  return (/\\*$/.exec(pattern)?.[0].length ?? 0) % 2 === 1;
}
