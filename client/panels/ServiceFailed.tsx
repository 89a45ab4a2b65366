import { ServiceProblem } from '../api/http.ts';
import { useWording } from '../state/useWording.ts';
import styles from './Card.module.css';
import { LanguageSwitch } from './LanguageSwitch.tsx';

interface ServiceFailedProps {
  readonly error: Error;
  readonly retry: () => void;
}

export function ServiceFailed({ error, retry }: ServiceFailedProps) {
  const { messages, say } = useWording();
  return (
    <section className={styles.card} role="alert">
      <h2>{messages.serviceFailed}</h2>
      {error instanceof ServiceProblem ? <p>{say(error.detailText)}</p> : null}
      <p>{messages.serviceFailedHint}</p>
      <div className={styles.foot}>
        <button type="button" className={styles.primary} onClick={retry}>
          {messages.retry}
        </button>
        <LanguageSwitch />
      </div>
    </section>
  );
}
