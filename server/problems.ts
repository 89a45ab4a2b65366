import { type Language, type Text, text } from '../data/text.ts';

/**
 * What can go wrong over HTTP: a stable code, its status and its title, in one table. The detail of each occurrence
 * says what was attempted, with which value, and what to do.
 */
const problems = {
  invalid_parameter: { status: 400, title: text('参数值不正确', 'A parameter has a bad value') },
  unknown_parameter: { status: 400, title: text('没有这个参数', 'Unknown parameter') },
  malformed_body: { status: 400, title: text('请求内容无法解析', 'The body cannot be parsed') },
  invalid_inputs: { status: 400, title: text('分析的输入不正确', 'The inputs of the process are not right') },
  token_in_url: { status: 400, title: text('令牌不得写在地址中', 'A token does not belong in an address') },
  sign_in_required: { status: 401, title: text('需要登录', 'Sign-in is required') },
  sign_in_failed: { status: 401, title: text('登录失败', 'Sign-in failed') },
  invalid_token: { status: 401, title: text('令牌无效', 'The token is not valid') },
  forbidden: { status: 403, title: text('没有权限', 'Not permitted') },
  csrf_failed: { status: 403, title: text('请求来源无法确认', 'The origin of the request is not certain') },
  session_required: { status: 403, title: text('须在页面登录后操作', 'Only for somebody signed in on the page') },
  unknown_path: { status: 404, title: text('没有这个地址', 'No such address') },
  unknown_collection: { status: 404, title: text('没有这个图层', 'No such collection') },
  unknown_feature: { status: 404, title: text('没有这个要素', 'No such feature') },
  unknown_process: { status: 404, title: text('没有这项分析', 'No such process') },
  unknown_job: { status: 404, title: text('没有这个任务', 'No such job') },
  result_not_ready: { status: 404, title: text('任务尚未完成', 'The job has not finished') },
  unknown_photo: { status: 404, title: text('没有这张照片', 'No such photo') },
  unknown_proposal: { status: 404, title: text('没有这条建议', 'No such proposal') },
  unknown_plan: { status: 404, title: text('没有这个方案', 'No such plan') },
  unknown_gauge: { status: 404, title: text('没有这个雨量站', 'No such gauge') },
  unknown_tile: { status: 404, title: text('没有这块瓦片', 'No such tile') },
  no_elevation: { status: 404, title: text('没有高程数据', 'No elevation data') },
  unknown_elevation: { status: 404, title: text('没有这份高程', 'No such elevation') },
  unknown_transaction: { status: 404, title: text('没有这次提交', 'No such transaction') },
  unknown_user: { status: 404, title: text('没有这个账户', 'No such account') },
  unknown_token: { status: 404, title: text('没有这个令牌', 'No such token') },
  method_not_allowed: { status: 405, title: text('此地址不支持该操作', 'Method not allowed here') },
  not_acceptable: { status: 406, title: text('无法按要求的格式提供', 'None of the accepted formats can be served') },
  proposal_decided: { status: 409, title: text('建议已有结论', 'The proposal is decided already') },
  proposal_outdated: { status: 409, title: text('公路已改动', 'The road has changed') },
  plan_outdated: { status: 409, title: text('方案的依据已改动', 'What the plan rests on has changed') },
  plan_incomplete: { status: 409, title: text('方案未能全部安置', 'The plan leaves people without a place') },
  plan_in_doubt: { status: 409, title: text('方案能否安全实施未定', 'Whether the plan is safe is not known') },
  plan_assumes: { status: 409, title: text('方案基于假设情形', 'The plan rests on assumptions') },
  nothing_to_accept: { status: 409, title: text('数据不足，无可采纳', 'Missing data cannot be accepted') },
  rain_conflict: { status: 409, title: text('与已有雨量不同', 'Other rain is stored already') },
  code_taken: { status: 409, title: text('编号已被使用', 'The code is taken') },
  name_taken: { status: 409, title: text('名称已被使用', 'The name is taken') },
  last_administrator: { status: 409, title: text('须保留一名管理员', 'One administrator must remain') },
  elevation_by_hand: { status: 409, title: text('高程文件由人工放入', 'The elevation was put in by hand') },
  called_off: { status: 409, title: text('已取消', 'Called off') },
  not_deleted: { status: 409, title: text('要素未被删除', 'The feature is not deleted') },
  undo_refused: { status: 409, title: text('不能撤销', 'The transaction cannot be undone') },
  job_dismissed: { status: 410, title: text('任务已取消', 'The job was dismissed') },
  print_gone: { status: 410, title: text('印好的文件已删除', 'What was printed is deleted') },
  version_conflict: { status: 412, title: text('要素已被他人修改', 'The feature has changed since') },
  body_too_large: { status: 413, title: text('请求内容过大', 'The body is too large') },
  too_many_photos: { status: 409, title: text('照片过多', 'Too many photos') },
  photo_refused: { status: 422, title: text('照片不能使用', 'The photo cannot be used') },
  too_many_features: { status: 413, title: text('要素过多', 'Too many features') },
  no_space: { status: 413, title: text('磁盘空间不足', 'Not enough space on the disk') },
  foreign_host: { status: 421, title: text('不是本服务的地址', 'Not an address of this service') },
  unsupported_media_type: { status: 415, title: text('不支持的内容类型', 'Unsupported media type') },
  invalid_features: { status: 422, title: text('要素未通过校验', 'Features did not pass validation') },
  idempotency_key_reused: {
    status: 422,
    title: text('Idempotency-Key 已用于另一请求', 'The Idempotency-Key belongs to another request'),
  },
  elevation_refused: { status: 422, title: text('高程文件不能使用', 'The elevation cannot be used') },
  job_failed: { status: 422, title: text('任务失败', 'The job failed') },
  invalid_account: { status: 422, title: text('账户信息不正确', 'The account is not right') },
  invalid_readings: { status: 422, title: text('雨量读数有误', 'Readings of rain are not right') },
  invalid_gauges: { status: 422, title: text('雨量站信息不正确', 'Gauges are not right') },
  too_large_to_analyse: { status: 422, title: text('分析范围过大', 'Too large to analyse') },
  version_required: { status: 428, title: text('须说明所依据的版本', 'The version must be named') },
  too_many_attempts: { status: 429, title: text('尝试过于频繁', 'Too many attempts') },
  internal: { status: 500, title: text('服务内部错误', 'Internal error') },
  database_unavailable: { status: 503, title: text('数据库暂时不可用', 'The database is unavailable') },
} as const satisfies Record<string, { status: number; title: Text }>;

export type ProblemCode = keyof typeof problems;

/** One thing wrong with one feature. `feature` counts from 1 in the order given; 0 is the collection itself. */
export interface Fault {
  readonly feature: number;
  /** The member as a path, such as `properties.people` or `geometry.coordinates[0][3]`. */
  readonly member: string;
  readonly code: string;
  readonly reason: Text;
}

export interface ProblemDetails {
  /** The query parameter, path part or body member at fault. */
  readonly parameter?: string;
  readonly faults?: readonly Fault[];
  /** What the number of a fault counts; features unless said. The member of the document is called so. */
  readonly counted?: 'feature' | 'reading' | 'gauge';
  /** How many faults there are in all, where only the first are listed. */
  readonly faultCount?: number;
  readonly allow?: readonly string[];
  readonly retryAfterSeconds?: number;
  /** Further members of the document, the same in every language. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error that a caller can act on. Thrown anywhere below the routes; the routes never build one response by hand. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: Text;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, detail: Text, details: ProblemDetails = {}) {
    super(detail.en, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
    this.details = details;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

export function invalidParameter(parameter: string, value: string, wanted: Text): ProblemError {
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  return new ProblemError(
    'invalid_parameter',
    text(
      `参数 ${parameter} 的值“${shown}”不正确：${wanted.zh}`,
      `Parameter ${parameter} has the value "${shown}": ${wanted.en}`,
    ),
    { parameter },
  );
}

/** The RFC 9457 document of an error, in one language. */
export function problemDocument(error: ProblemError, language: Language): Record<string, unknown> {
  const { parameter, faults, faultCount, members, counted = 'feature' } = error.details;
  return {
    ...members,
    type: `urn:anlan:problem:${error.code}`,
    title: problems[error.code].title[language],
    status: error.status,
    code: error.code,
    detail: error.detail[language],
    ...(parameter === undefined ? {} : { parameter }),
    ...(faults === undefined
      ? {}
      : {
          faults: faults.map(({ feature, ...fault }) => ({
            [counted]: feature,
            ...fault,
            reason: fault.reason[language],
          })),
          fault_count: faultCount ?? faults.length,
        }),
  };
}

/**
 * Anything thrown, as a problem. Faults of the data that only the database can see (classes 22 and 23 of SQLSTATE)
 * are the caller's to mend; a lost connection passes by itself; the rest is a defect of ours.
 */
export function toProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const { sqlState, message } = describe(thrown);
  if (sqlState === '23505') {
    return new ProblemError(
      'code_taken',
      text(
        '编号与已有要素重复，未保存任何内容。请换一个编号。',
        'The code is already in use; nothing was stored. Choose another.',
      ),
      { cause: thrown },
    );
  }
  if (sqlState?.startsWith('22') || sqlState?.startsWith('23')) {
    return new ProblemError(
      'invalid_features',
      text(
        `数据库拒绝了这些数据，未保存任何内容：${message}`,
        `The database refused the data; nothing was stored: ${message}`,
      ),
      { cause: thrown },
    );
  }
  if (
    sqlState?.startsWith('08') ||
    sqlState?.startsWith('57P') ||
    connectionLost.has(sqlState ?? '') ||
    isWithoutSocket(thrown)
  ) {
    return new ProblemError(
      'database_unavailable',
      text('暂时连不上数据库，请稍后重试。', 'The database cannot be reached just now; try again in a moment.'),
      { cause: thrown },
    );
  }
  return new ProblemError(
    'internal',
    text('服务出现内部错误，已记入日志。', 'Something failed inside the service; it has been logged.'),
    { cause: thrown },
  );
}

/** Among them statements that waited too long for another's transaction (57014, 55P03). */
const connectionLost = new Set(['57014', '55P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** The database's socket is gone; of any other file it would say nothing about the database. */
function isWithoutSocket(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return false;
  return thrown.code === 'ENOENT' && thrown.syscall === 'connect';
}

function describe(thrown: unknown): { sqlState: string | undefined; message: string } {
  if (!(thrown instanceof Error)) return { sqlState: undefined, message: String(thrown) };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  return { sqlState: code, message: thrown.message };
}
