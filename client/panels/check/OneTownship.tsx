import Button from 'antd/es/button';
import type { RouteCheckFilter } from '../../api/routeChecks.ts';
import { routeFilterStore } from '../../state/check.ts';
import { useWording } from '../../state/useWording.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import styles from './county.module.css';

/** Whose routes alone are listed, and the way back to all. */
export function OneTownship({ filter }: { readonly filter: RouteCheckFilter }) {
  const { messages } = useWording();
  const names = useTownshipNames();
  const { township, ...rest } = filter;
  if (township === undefined) return null;
  return (
    <p className={styles.township} role="status">
      {township === null
        ? messages.routeChecksWithoutTownship
        : messages.routeChecksOfTownship(names.find(({ code }) => code === township)?.name ?? township)}{' '}
      <Button size="small" type="link" onClick={() => routeFilterStore.set(rest)}>
        {messages.routeChecksWholeCounty}
      </Button>
    </p>
  );
}
