import Button from 'antd/es/button';
import { useRouteChecks } from '../../api/routeChecks.ts';
import { routeFilterStore } from '../../state/check.ts';
import { useStore } from '../../state/createStore.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import { CheckAll } from './CheckAll.tsx';
import styles from './county.module.css';
import { OneTownship } from './OneTownship.tsx';
import { RouteCheckLine } from './RouteCheckLine.tsx';
import { RouteChecksFilter } from './RouteChecksFilter.tsx';
import { WithoutRoute } from './WithoutRoute.tsx';

/** All evacuation routes with what their last check said, and whether that still holds. */
export function CountyChecks() {
  const { messages } = useWording();
  const filter = useStore(routeFilterStore, (value) => value);
  const { data, error, refetch, fetchNextPage, hasNextPage } = useRouteChecks(filter);
  const first = data?.pages[0];
  const routes = data?.pages.flatMap((page) => page.routes) ?? [];
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <section className={styles.county} aria-label={messages.routeChecks} data-testid="route-checks">
      <h3>{messages.routeChecks}</h3>
      <CheckAll />
      {error && !data ? (
        <Problem title={messages.routeChecksFailed} error={error} retry={() => void refetch()} />
      ) : null}
      {first ? <WithoutRoute {...first.without_route} /> : null}
      <OneTownship filter={filter} />
      {first ? <RouteChecksFilter counts={first.counts} filter={filter} onChange={routeFilterStore.set} /> : null}
      {first && routes.length === 0 ? (
        <p className={styles.none}>{isFiltered ? messages.routeChecksNone : messages.routeChecksEmpty}</p>
      ) : null}
      <ul className={styles.routes}>
        {routes.map((route) => (
          <RouteCheckLine key={route.route_id} route={route} />
        ))}
      </ul>
      {hasNextPage ? (
        <div className={styles.more}>
          <Button size="small" onClick={() => void fetchNextPage()}>
            {messages.routeChecksMore}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
