import { AimOutlined, CloseOutlined } from '@ant-design/icons';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { useLocationOverlay } from '../../map/useLocationOverlay.ts';
import { dismissTrouble, startLocating, stopLocating, useLocation } from '../../state/location.ts';
import styles from './field.module.css';

/** Where am I: shows it, goes along, stops. */
export function LocateButton() {
  const words = useFieldWords();
  const { status, isFollowing } = useLocation((state) => state);
  useLocationOverlay();
  const isOn = status === 'on' || status === 'asking';
  const label = !isOn ? words.locate : isFollowing ? words.stopLocate : words.followAgain;
  const press = () => {
    if (isOn && isFollowing) stopLocating();
    else startLocating({ follow: true });
  };
  return (
    <button type="button" title={label} aria-label={label} aria-pressed={isOn} onClick={press}>
      <AimOutlined aria-hidden spin={status === 'asking'} />
    </button>
  );
}

/** Why there is no position, and what to do about it. */
export function LocationTrouble() {
  const words = useFieldWords();
  const { status, isDismissed } = useLocation((state) => state);
  const isTrouble = status === 'denied' || status === 'unavailable' || status === 'insecure';
  if (!isTrouble || isDismissed) return null;
  return (
    <div className={styles.trouble} role="alert">
      <p>{words[status]}</p>
      <button type="button" aria-label={words.dismiss} title={words.dismiss} onClick={dismissTrouble}>
        <CloseOutlined aria-hidden />
      </button>
    </div>
  );
}
