import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ServiceProblem } from '../api/http.ts';
import type { ServiceDescription, SessionDescription } from '../api/types.ts';
import { holdRemembered, useIsRemembered } from '../state/session.ts';
import { rememberedVisit, rememberVisit } from '../state/visit.ts';
import { askFailedAgain, askHungAgain } from './askAgain.ts';

/** A weak line may let a request hang for minutes. */
const patienceMs = 6000;
const againMs = 15_000;
/** Longer than the weakest line takes for an answer that is on its way. */
const hungMs = 45_000;

interface Answers {
  readonly service: ServiceDescription | undefined;
  readonly session: SessionDescription | undefined;
  readonly error: Error | null;
}

/**
 * Opens the page as who was here last where the service is not reached, so that a report can be written; asks again until
 * the service answers.
 *
 * @returns the county as it was described at the last visit, from when the page has been opened so
 */
export function useOfflineStart({ service, session, error }: Answers): ServiceDescription | undefined {
  const client = useQueryClient();
  const [visit] = useState(rememberedVisit);
  const [hasBegun, setBegun] = useState(false);
  const isRemembered = useIsRemembered();
  const lacks = !service || !session;
  const noAnswer = error !== null && isUnreached(error);

  useEffect(() => {
    if (!visit || !lacks || hasBegun) return;
    const begin = () => {
      holdRemembered(visit.session);
      setBegun(true);
    };
    const timer = setTimeout(begin, noAnswer ? 0 : patienceMs);
    return () => clearTimeout(timer);
  }, [visit, lacks, noAnswer, hasBegun]);

  const waits = hasBegun && (isRemembered || !service);
  useEffect(() => {
    if (!waits) return;
    const again = () => askFailedAgain(client);
    const anew = () => void askHungAgain(client);
    const timers = [setInterval(again, againMs), setInterval(anew, hungMs)];
    // What was asked over the network that is gone is not answered over the new one.
    const returns = () => {
      again();
      anew();
    };
    window.addEventListener('online', returns);
    return () => {
      for (const timer of timers) clearInterval(timer);
      window.removeEventListener('online', returns);
    };
  }, [waits, client]);

  useEffect(() => {
    if (service && session && !isRemembered) rememberVisit(service, session);
  }, [service, session, isRemembered]);

  return hasBegun ? visit?.service : undefined;
}

/** No answer, or one of a gateway that has none either. */
function isUnreached(error: Error): boolean {
  return error instanceof ServiceProblem && (error.status ?? 500) >= 500;
}
