import styles from './field.module.css';

interface ChoicesProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string; readonly colour?: string | undefined }[];
  readonly onChange: (value: string) => void;
}

/** One of a few, as buttons wide enough for a thumb. */
export function Choices({ label, name, value, options, onChange }: ChoicesProps) {
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} data-chosen={option.value === value || undefined}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.colour ? (
              <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                <circle cx="6" cy="6" r="6" fill={option.colour} />
              </svg>
            ) : null}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
