import { ServiceProblem } from '../api/http.ts';
import { useWording } from '../state/useWording.ts';
import styles from './Card.module.css';

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
      <button type="button" onClick={retry}>
        {messages.retry}
      </button>
    </section>
  );
}
