import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RouteCheckReport } from '../../server/evacuation/types.ts';
import { useRouteCheck } from '../api/queries.ts';
import type { RouteCheckInputs } from '../api/types.ts';
import { type CheckSubject, useCheck } from './check.ts';

/** The report on the route that is checked just now, asked for once however many components look at it. */
export function useCurrentCheck(): UseQueryResult<RouteCheckReport> {
  const subject = useCheck((check) => check.subject);
  const at = useCheck((check) => check.at);
  const inputs = useMemo(() => subject && inputsOf(subject, at), [subject, at]);
  return useRouteCheck(inputs);
}

function inputsOf(subject: CheckSubject, at: string | undefined): RouteCheckInputs {
  const route =
    subject.kind === 'drawn' ? subject.line : { collection: 'evacuation_routes' as const, id: Number(subject.id) };
  return { route, ...(at === undefined ? {} : { at }) };
}
