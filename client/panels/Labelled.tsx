import { type ReactNode, useId } from 'react';

interface LabelledProps {
  readonly label: string;
  /** Lays label, field and hint out. */
  readonly className: string | undefined;
  /** What stands below the field. */
  readonly hint?: ReactNode;
  /** The field, which takes the `id` that the label points at. */
  readonly children: (id: string) => ReactNode;
}

/** A field with its name before it. */
export function Labelled({ label, className, hint, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint}
    </div>
  );
}
