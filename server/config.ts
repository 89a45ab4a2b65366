import { isIP } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { text } from '../data/text.ts';
import { StartError } from './start-error.ts';

const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Beside the project and not in it, so that a fresh checkout or `git clean` never takes a county's data with it. */
const defaultDataFolder = path.join(path.dirname(projectFolder), `${path.basename(projectFolder)}-data`);

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const loopbackHosts: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
const bytesPerMegabyte = 1024 * 1024;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Names beside this machine's own under which people reach the service, in lower case. */
  readonly hostNames: readonly string[];
  /** A PostgreSQL + PostGIS server. Without it the embedded database is used. May hold a password: never print it. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder of the embedded database and of files. */
  readonly dataFolder: string;
  readonly maxBodyBytes: number;
  /** Of all files of one import of elevation over HTTP. */
  readonly maxElevationBytes: number;
  readonly tiandituKey: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
}

interface Variable<T> {
  readonly schema: z.ZodType<T, string>;
  readonly accepts: { readonly zh: string; readonly en: string };
  /** A secret's value is left out of the message. */
  readonly secret?: boolean;
}

/** Whether a service that listens on this host is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return loopbackHosts.includes(host.toLowerCase()) || (isIP(host) === 4 && host.startsWith('127.'));
}

function isHostName(value: string): boolean {
  return /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i.test(value);
}

const decimal = (lowest: number, highest: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(lowest).max(highest));

/** `key:password@` in a URL makes its parse errors secret too, hence a plain boolean instead of URL's message. */
function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol);
}

const variables = {
  PORT: {
    schema: decimal(0, 65_535),
    accepts: text('0 到 65535 的整数（0 表示任选空闲端口）', 'an integer from 0 to 65535 (0: any free port)'),
  },
  HOST: {
    schema: z.string().refine((value) => isIP(value) > 0 || isHostName(value)),
    accepts: text(
      'IP 地址或主机名：127.0.0.1 只对本机，0.0.0.0 或 :: 对所有网络接口',
      'an IP address or a host name: 127.0.0.1 for this machine only, 0.0.0.0 or :: for all interfaces',
    ),
  },
  ANLAN_HOSTS: {
    schema: z
      .string()
      .transform((value) =>
        value
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      )
      .pipe(z.array(z.string().refine((value) => isIP(value) > 0 || isHostName(value)))),
    accepts: text(
      '服务对外的主机名，以逗号分隔，如 anlan.example.gov.cn',
      'the names under which the service is reached, separated by commas, such as anlan.example.gov.cn',
    ),
  },
  DATABASE_URL: {
    schema: z.string().refine(isPostgresUrl),
    accepts: text('postgresql://用户@主机:端口/数据库', 'postgresql://user@host:port/database'),
    secret: true,
  },
  ANLAN_DATA: {
    schema: z.string().transform((value) => path.resolve(value)),
    accepts: text('文件夹路径', 'the path of a folder'),
  },
  ANLAN_MAX_BODY_MB: {
    schema: decimal(1, 1024).transform((megabytes) => megabytes * bytesPerMegabyte),
    accepts: text('1 到 1024 的整数（兆字节）', 'an integer from 1 to 1024 (megabytes)'),
  },
  ANLAN_MAX_ELEVATION_MB: {
    schema: decimal(1, 1_048_576).transform((megabytes) => megabytes * bytesPerMegabyte),
    accepts: text('1 到 1048576 的整数（兆字节）', 'an integer from 1 to 1048576 (megabytes)'),
  },
  ANLAN_TIANDITU_KEY: {
    schema: z.string().regex(/^[0-9a-zA-Z]{8,64}$/),
    accepts: text('天地图密钥：8 到 64 个字母或数字', 'a key of tianditu.gov.cn: 8 to 64 letters or digits'),
    secret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(logLevels),
    accepts: text(logLevels.join('、'), logLevels.join(', ')),
  },
} satisfies Record<string, Variable<unknown>>;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The service's settings from environment variables. Pure: reads `environment` alone. A variable that is absent or
 * empty has its default.
 *
 * @throws StartError `config_invalid` naming the variable, its value (unless secret) and what is accepted.
 */
export function readConfig(environment: Environment): Config {
  const read = <T>(name: keyof typeof variables, variable: Variable<T>): T | undefined => {
    const value = environment[name]?.trim();
    if (value === undefined || value === '') return undefined;
    const parsed = variable.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const shown = variable.secret ? '' : `=${JSON.stringify(value)}`;
    const { zh, en } = variable.accepts;
    throw new StartError(
      'config_invalid',
      text(`环境变量 ${name}${shown} 无效，可用：${zh}`, `${name}${shown} is not valid; accepted: ${en}`),
    );
  };
  return Object.freeze({
    port: read('PORT', variables.PORT) ?? 8080,
    host: read('HOST', variables.HOST) ?? '127.0.0.1',
    hostNames: read('ANLAN_HOSTS', variables.ANLAN_HOSTS) ?? [],
    databaseUrl: read('DATABASE_URL', variables.DATABASE_URL),
    dataFolder: read('ANLAN_DATA', variables.ANLAN_DATA) ?? defaultDataFolder,
    maxBodyBytes: read('ANLAN_MAX_BODY_MB', variables.ANLAN_MAX_BODY_MB) ?? 50 * bytesPerMegabyte,
    maxElevationBytes: read('ANLAN_MAX_ELEVATION_MB', variables.ANLAN_MAX_ELEVATION_MB) ?? 4096 * bytesPerMegabyte,
    tiandituKey: read('ANLAN_TIANDITU_KEY', variables.ANLAN_TIANDITU_KEY),
    logLevel: read('LOG_LEVEL', variables.LOG_LEVEL) ?? 'info',
  });
}
