import Alert from 'antd/es/alert';
import type { WithoutRoute as Without } from '../../../server/route-checks/without-route.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './county.module.css';

const mostNamed = 10;

/** Flood points that no route leads away from: the worst there is, and no route to check tells of it. */
export function WithoutRoute({ points, people, first }: Without) {
  const { messages, list } = useWording();
  if (points === 0) return null;
  const named = first.slice(0, mostNamed);
  const names = named.map((point) => messages.routeChecksWithoutOne(point.name, point.people));
  const more = points > named.length ? ' …' : '';
  return (
    <div className={styles.without} data-testid="without-route">
      <Alert
        type="error"
        showIcon
        title={messages.routeChecksWithout(points, people)}
        description={`${list(names)}${more}`}
      />
    </div>
  );
}
