import { useWording } from '../state/useWording.ts';
import styles from './Card.module.css';

const importCommands = [
  'npm run anlan -- import roads roads.geojson',
  'npm run anlan -- import watercourses rivers.geojson',
  'npm run anlan -- import flood_points flood-points.geojson',
];

/** A county without data: how to begin. */
export function EmptyCounty() {
  const { messages } = useWording();
  return (
    <section className={styles.card}>
      <h2>{messages.emptyTitle}</h2>
      <p>{messages.emptyDetail}</p>
      <pre>{importCommands.join('\n')}</pre>
      <p>{messages.emptyDemo}</p>
      <pre>npm start</pre>
      <button type="button" className={styles.primary} onClick={() => window.location.reload()}>
        {messages.emptyReload}
      </button>
    </section>
  );
}
