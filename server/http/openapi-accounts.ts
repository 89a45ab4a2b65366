import { roleIds } from '../../data/roles.ts';
import { type Language, text } from '../../data/text.ts';
import { csrfHeader } from './csrf.ts';
import { type Json, json, operation } from './openapi-operation.ts';
import { sessionCookie } from './session.ts';

export const securitySchemes: Json = {
  bearer: { type: 'http', scheme: 'bearer' },
  /** The password is a token. */
  basic: { type: 'http', scheme: 'basic' },
  session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
};

export const accountSecurity = [{ bearer: [] }, { basic: [] }, { session: [] }];

/** Signing in, and what is done with accounts, tokens and settings. */
export function accountPaths(language: Language): Json {
  const say = (zh: string, en: string) => text(zh, en)[language];
  const word = {
    name: csrfHeader,
    in: 'header',
    required: true,
    description: say('GET /session 中的 csrf', 'the csrf of GET /session'),
    schema: { type: 'string' },
  };
  const id = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer', minimum: 1 } });
  const inSession = { security: [{ session: [] }] };
  const reads = (name: string, parameters: Json[] = []) => ({
    ...operation(name, 'accounts', json(name)),
    parameters,
    ...inSession,
  });
  const changes = (name: string, body: Json | undefined, parameters: Json[] = [], status = body ? 200 : 204) => ({
    ...operation(name, 'accounts', status === 204 ? { 204: { description: name } } : { [status]: json(name)[200] }),
    parameters: [word, ...parameters],
    ...inSession,
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
  });
  const string = { type: 'string' };
  const account = {
    display_name: string,
    role: { type: 'string', enum: [...roleIds] },
    township: { ...string, nullable: true },
  };
  const object = (properties: Json, required: readonly string[] = []) => ({
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
  });
  const credentials = object({ name: string, password: string }, ['name', 'password']);
  return {
    '/session': {
      get: operation('get_session', 'accounts', json(say('当前账户与权限', 'who is signed in, and what they may'))),
      post: {
        ...operation('sign_in', 'accounts', json(say('登录', 'signed in'))),
        requestBody: { required: true, content: { 'application/json': { schema: credentials } } },
      },
      delete: changes('sign_out', undefined),
    },
    '/session/password': {
      put: changes('change_password', object({ current: string, password: string }, ['current', 'password']), [], 204),
    },
    '/tokens': {
      get: reads('get_tokens'),
      post: changes('create_token', object({ name: string, days: { type: 'integer', minimum: 1 } }, ['name']), [], 201),
    },
    '/tokens/{tokenId}': { delete: changes('revoke_token', undefined, [id('tokenId')]) },
    '/users': {
      get: reads('get_users'),
      post: changes('create_user', object({ name: string, password: string, ...account }, ['name', 'role']), [], 201),
    },
    '/users/{userId}': {
      get: reads('get_user', [id('userId')]),
      patch: changes('change_user', object({ disabled: { type: 'boolean' }, ...account }), [id('userId')]),
    },
    '/users/{userId}/password': { put: changes('reset_password', object({ password: string }), [id('userId')]) },
    '/users/{userId}/sessions': { delete: changes('end_sessions', undefined, [id('userId')]) },
    '/settings': {
      get: reads('get_settings'),
      patch: changes('change_settings', object({ public_read: { type: 'boolean' } })),
    },
  };
}
