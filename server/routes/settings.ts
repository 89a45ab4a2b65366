import { Router } from 'express';
import type pg from 'pg';
import { z } from 'zod';
import type { AccessSettings } from '../accounts/settings.ts';
import { requireStillGood } from '../http/authenticate.ts';
import { readJsonRequest } from '../http/json-request.ts';
import { jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { administratorOf } from '../http/session-account.ts';

const settingsSchema = z.strictObject({ public_read: z.boolean().optional() });

/** Mounted at /api/settings: what an administrator decides for the whole service. */
export function settingsRoutes(settings: AccessSettings, db: Pick<pg.ClientBase, 'query'>): Router {
  const router = Router();
  const describe = async () => ({ public_read: await settings.publicRead() });

  router
    .route('/')
    .get(async (request, response) => {
      administratorOf(response);
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      response
        .set('Cache-Control', 'no-store')
        .type(type)
        .json(await describe());
    })
    .patch(async (request, response) => {
      administratorOf(response);
      const { public_read: publicRead } = await readJsonRequest(request, settingsSchema);
      await requireStillGood(response, db);
      if (publicRead !== undefined) await settings.setPublicRead(publicRead);
      response.json(await describe());
    })
    .all(otherMethods('GET', 'HEAD', 'PATCH'));

  return router;
}
