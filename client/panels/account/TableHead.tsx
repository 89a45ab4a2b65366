import { useWording } from '../../state/useWording.ts';

/** The headings of a table whose last column, named only to who listens, is what can be done with a line. */
export function TableHead({ titles }: { readonly titles: readonly string[] }) {
  const { messages } = useWording();
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">{messages.actions}</span>
        </th>
      </tr>
    </thead>
  );
}
