import styles from './details.module.css';

/** What a screening or a surveyor measured: names and values as recorded, for the layer leaves their choice open. */
export function EvidenceValue({ value }: { readonly value: unknown }) {
  if (typeof value !== 'object' || value === null) return String(value);
  return (
    <ul className={styles.evidence}>
      {Object.entries(value).map(([name, member]) => (
        <li key={name}>
          <code>{name}</code> {typeof member === 'object' && member !== null ? JSON.stringify(member) : String(member)}
        </li>
      ))}
    </ul>
  );
}
