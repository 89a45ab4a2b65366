import { inspect } from 'node:util';
import { type Text, text } from '../../data/text.ts';
import { type Fault, type ProblemDetails, ProblemError, toProblem } from '../../server/problems.ts';
import { StartError } from '../../server/start-error.ts';

/** The command cannot be carried out as asked; the words are the whole story. */
export class CommandError extends Error {
  readonly text: Text;

  constructor(reason: Text, options?: ErrorOptions) {
    super(reason.en, options);
    this.name = 'CommandError';
    this.text = reason;
  }
}

/** A failure of work on one file, which its report then names. */
class FileFailure extends Error {
  readonly file: string;

  constructor(file: string, cause: unknown) {
    super(file, { cause });
    this.name = 'FileFailure';
    this.file = file;
  }
}

/** Runs work on a file; what it throws is reported with the file's name. */
export async function concerning<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new FileFailure(file, error);
  }
}

/**
 * A failure as lines for the person at the terminal: what was attempted, then each fault with its feature and member.
 *
 * @param withStack adds where in the program it happened, for those who mend the program
 */
export function describeFailure(thrown: unknown, withStack: boolean): Text[] {
  const lines = thrown instanceof FileFailure ? linesOf(thrown.cause, thrown.file) : linesOf(thrown, undefined);
  const stack = withStack ? [same(inspect(thrown))] : [];
  return [...lines, ...stack];
}

function linesOf(thrown: unknown, file: string | undefined): Text[] {
  if (thrown instanceof CommandError || thrown instanceof StartError) return [thrown.text];
  const problem = fileProblem(thrown, file) ?? thrown;
  if (problem instanceof CommandError) return [problem.text];
  const known = problem instanceof ProblemError ? problem : toProblem(problem);
  if (known.code === 'internal') {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return [
      text(
        `出现内部错误：${message}（设 LOG_LEVEL=debug 可看详情）`,
        `something failed inside: ${message} (set LOG_LEVEL=debug to see where)`,
      ),
    ];
  }
  const prefix = file === undefined ? '' : `${file}: `;
  const head = text(`${prefix}${known.detail.zh}`, `${prefix}${known.detail.en}`);
  // A fault of the file itself is all said in the first line.
  const { faults = [], faultCount = faults.length, counted = 'feature' } = known.details;
  if (known.code !== 'invalid_features' && counted === 'feature') return [head];
  const rest = faultCount - faults.length;
  const more = rest > 0 ? [text(`……另有 ${rest} 处问题`, `… and ${rest} more faults`)] : [];
  return [head, ...faults.map((fault) => faultLine(fault, prefix, countedWords[counted])), ...more];
}

const countedWords: Readonly<Record<NonNullable<ProblemDetails['counted']>, Text>> = {
  feature: text('个要素', 'feature'),
  reading: text('个读数', 'reading'),
  gauge: text('个雨量站', 'gauge'),
};

function faultLine({ feature, member, reason }: Fault, prefix: string, counted: Text): Text {
  return text(
    `${prefix}第 ${feature} ${counted.zh} ${member}：${reason.zh}`,
    `${prefix}${counted.en} ${feature} ${member}: ${reason.en}`,
  );
}

/** What the system says about a file, in words. Errors of the database's socket have the same codes but no path. */
function fileProblem(thrown: unknown, file: string | undefined): CommandError | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return undefined;
  const path = 'path' in thrown ? String(thrown.path) : file;
  if (path === undefined || thrown.syscall === 'connect') return undefined;
  const reason = fileReasons[String(thrown.code)];
  return new CommandError(
    text(`${path}：${reason?.zh ?? thrown.message}`, `${path}: ${reason?.en ?? thrown.message}`),
    { cause: thrown },
  );
}

const fileReasons: Readonly<Record<string, Text>> = {
  ENOENT: text('没有这个文件或文件夹', 'no such file or folder'),
  EISDIR: text('这是文件夹，应为文件', 'it is a folder; a file is wanted'),
  ENOTDIR: text('路径中有一段不是文件夹', 'part of the path is not a folder'),
  EACCES: text('没有访问权限', 'access is not permitted'),
  EPERM: text('没有访问权限', 'access is not permitted'),
  ENOSPC: text('磁盘空间不足', 'no space is left on the disk'),
  EROFS: text('磁盘为只读', 'the disk is read-only'),
};

function same(line: string): Text {
  return text(line, line);
}
