import { ReloadOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import type { CheckSubject } from '../../state/check.ts';
import { updateCheck, useCheck } from '../../state/check.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';
import { FollowRoadsSwitch } from './FollowRoadsSwitch.tsx';
import { MomentPicker } from './MomentPicker.tsx';

interface CheckOptionsProps {
  readonly subject: CheckSubject;
  readonly checking: boolean;
  readonly recheck: () => void;
}

/** When the route is used, and whether the drawn line follows roads. A change runs the check anew. */
export function CheckOptions({ subject, checking, recheck }: CheckOptionsProps) {
  const { messages } = useWording();
  const at = useCheck((check) => check.at);
  return (
    <div className={styles.options}>
      <div className={styles.option}>
        <span>{messages.at}</span>
        <span className={styles.moment}>
          <MomentPicker
            label={messages.at}
            placeholder={messages.atNow}
            isNow={at === undefined}
            onChange={(moment) => updateCheck({ at: moment, activeFinding: undefined })}
          />
          <Button
            size="small"
            type="text"
            icon={<ReloadOutlined aria-hidden />}
            title={messages.checkAgain}
            aria-label={messages.checkAgain}
            loading={checking}
            onClick={recheck}
          />
        </span>
      </div>
      {subject.kind === 'drawn' ? <FollowRoadsSwitch /> : null}
    </div>
  );
}
