import { useSession } from '../../state/session.ts';

/** Plans are of the whole county: a township edits its own routes and makes no plan. */
export function useMayPlan(): boolean {
  const session = useSession();
  return (session?.edits.includes('evacuation_routes') ?? false) && session?.user?.role !== 'township';
}
