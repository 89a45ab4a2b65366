import type { Response } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { mayKeepElevation } from '../../data/permissions.ts';
import { text } from '../../data/text.ts';
import { authoriseFor, forbidden, requireEditor } from '../accounts/authorise.ts';
import type { Author } from '../layers/changes/announce.ts';
import type { Writer } from '../layers/changes/change-service.ts';
import { accountOf, requireStillGood } from './authenticate.ts';

/**
 * As `writerOf`, for what concerns the whole county and not the features of one township.
 *
 * @throws ProblemError `sign_in_required`, `forbidden`
 */
export function countyWriterOf(response: Response, layers: Iterable<LayerDefinition>): Writer {
  const writer = writerOf(response, layers);
  if (accountOf(response).role === 'township') {
    throw forbidden(
      text(
        '乡镇账户不能发起或取消全县的任务',
        'A township’s account neither starts nor ends a job over the whole county',
      ),
    );
  }
  return writer;
}

/**
 * Who asks for what changes nothing of the county and is done in their name.
 *
 * @throws ProblemError `sign_in_required`
 */
export function authorOf(response: Response): Author {
  const account = accountOf(response);
  return { userId: account.id, name: account.name, role: account.role };
}

/**
 * Who imports or removes elevation.
 *
 * @throws ProblemError `sign_in_required`, `forbidden`
 */
export function elevationKeeperOf(response: Response): Author {
  const account = accountOf(response);
  const permission = mayKeepElevation(account);
  if (!permission.allowed) throw forbidden(permission.reason);
  return authorOf(response);
}

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
    author: authorOf(response),
    authorise: async (db, attempts) => {
      await requireStillGood(response, db);
      await authorise(db, attempts);
    },
  };
}
