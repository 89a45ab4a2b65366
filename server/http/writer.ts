import type { Response } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { authoriseFor, requireEditor } from '../accounts/authorise.ts';
import type { Writer } from '../layers/changes/change-service.ts';
import { accountOf, requireStillGood } from './authenticate.ts';

/**
 * Who makes the request, and what they may. Asked for before anything else is looked at.
 *
 * @throws ProblemError `sign_in_required`, or `forbidden` where the account's role does not edit one of the layers
 */
export function writerOf(response: Response, layers: Iterable<LayerDefinition> = []): Writer {
  const account = accountOf(response);
  for (const layer of layers) requireEditor(account, layer);
  const authorise = authoriseFor(account);
  return {
    author: { userId: account.id, name: account.name, role: account.role },
    authorise: async (db, attempts) => {
      await requireStillGood(response, db);
      await authorise(db, attempts);
    },
  };
}
