import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { StartError } from '../../server/start-error.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');

test('without any variable the service is open to this machine on port 8080, with its data beside the project', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    hostNames: [],
    databaseUrl: undefined,
    dataFolder: `${projectFolder}-data`,
    maxBodyBytes: 50 * 1024 * 1024,
    maxElevationBytes: 4096 * 1024 * 1024,
    tiandituKey: undefined,
    logLevel: 'info',
  });
});

test('every variable is taken over', () => {
  const config = readConfig({
    PORT: '0',
    HOST: '0.0.0.0',
    ANLAN_HOSTS: 'Anlan.example.gov.cn, 10.1.2.3',
    DATABASE_URL: 'postgresql://county:secret@db.example:5433/anlan',
    ANLAN_DATA: 'some/folder',
    ANLAN_MAX_BODY_MB: '2',
    ANLAN_MAX_ELEVATION_MB: '500',
    ANLAN_TIANDITU_KEY: '0123456789abcdef0123456789abcdef',
    LOG_LEVEL: 'warn',
  });
  expect(config).toEqual({
    port: 0,
    host: '0.0.0.0',
    hostNames: ['anlan.example.gov.cn', '10.1.2.3'],
    databaseUrl: 'postgresql://county:secret@db.example:5433/anlan',
    dataFolder: path.resolve('some/folder'),
    maxBodyBytes: 2 * 1024 * 1024,
    maxElevationBytes: 500 * 1024 * 1024,
    tiandituKey: '0123456789abcdef0123456789abcdef',
    logLevel: 'warn',
  });
});

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '', HOST: ' ', DATABASE_URL: '' })).toEqual(readConfig({}));
});

test('the settings cannot be changed', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

test.for([
  ['PORT', '65536', '65535'],
  ['PORT', '-1', '65535'],
  ['PORT', '80.5', '65535'],
  ['PORT', '0x50', '65535'],
  ['PORT', 'http', '65535'],
  ['HOST', 'http://example.org', '127.0.0.1'],
  ['HOST', '127.0.0.1:8080', '127.0.0.1'],
  ['ANLAN_HOSTS', 'https://anlan.example', 'anlan.example.gov.cn'],
  ['ANLAN_MAX_BODY_MB', '0', '1024'],
  ['ANLAN_MAX_BODY_MB', '1e9', '1024'],
  ['ANLAN_MAX_ELEVATION_MB', '0', '1048576'],
  ['LOG_LEVEL', 'loud', 'debug'],
])('%s=%s stops the start and says what is accepted', ([name = '', value = '', accepted = '']) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(StartError);
  expect(read).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      text: {
        en: expect.stringMatching(new RegExp(`^${name}="${value}" .*${accepted}`)),
        zh: expect.stringContaining(name),
      },
    }),
  );
});

test.for([
  ['DATABASE_URL', 'mysql://county:tiger-7@db/anlan'],
  ['DATABASE_URL', 'county:tiger-7@db'],
  ['DATABASE_URL', 'postgresql://county:tiger-7@db:port/anlan'],
  ['ANLAN_TIANDITU_KEY', 'tiger-7'],
])('%s is named without its value %s', ([name = '', value = '']) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(name);
  expect(read).not.toThrow('tiger-7');
});

test('whatever a variable holds, it is accepted or refused with its name, in one line', () => {
  const names = ['PORT', 'HOST', 'DATABASE_URL', 'ANLAN_MAX_BODY_MB', 'ANLAN_TIANDITU_KEY', 'LOG_LEVEL'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string(), (name, value) => {
      try {
        readConfig({ [name]: value });
      } catch (error) {
        expect(error).toBeInstanceOf(StartError);
        expect((error as StartError).text.en).toMatch(new RegExp(`^${name}.*$`));
      }
    }),
  );
});
