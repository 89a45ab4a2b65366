import Switch from 'antd/es/switch';
import { setFollowRoads } from '../../map/drawRoute.ts';
import { useCheck } from '../../state/check.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';

export function FollowRoadsSwitch() {
  const { messages } = useWording();
  const follow = useCheck((check) => check.followRoads);
  return (
    <div className={styles.option} title={messages.followRoadsHint}>
      <span id="follow-roads">{messages.followRoads}</span>
      <Switch size="small" aria-labelledby="follow-roads" checked={follow} onChange={setFollowRoads} />
    </div>
  );
}
