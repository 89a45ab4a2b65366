import Input from 'antd/es/input';
import { useState } from 'react';
import type { FieldControlProps } from './FieldControl.tsx';
import styles from './form.module.css';

interface WrittenFieldProps extends FieldControlProps {
  readonly write: (value: number) => string;
  /** Undefined where what is written means no number. */
  readonly read: (written: string) => number | undefined;
  readonly fault: string;
  readonly placeholder?: string;
  readonly inputMode?: 'decimal';
}

/** A number that is written in a way of its own. While it cannot be read, the member keeps its last value and says so. */
export function WrittenField(props: WrittenFieldProps) {
  const { id, field, value, describedBy, onChange, write, read, fault, placeholder, inputMode } = props;
  // What is being typed, which need not yet be a number; undefined while nobody types.
  const [typed, setTyped] = useState<string | undefined>();
  const stored = typeof value === 'number' ? write(value) : '';
  const isUnreadable = typed !== undefined && typed.trim() !== '' && read(typed) === undefined;
  const type = (written: string) => {
    setTyped(written);
    const number = read(written);
    if (written.trim() === '') onChange(undefined);
    else if (number !== undefined) onChange(number);
  };
  return (
    <>
      <Input
        id={id}
        autoComplete="off"
        status={isUnreadable ? 'error' : ''}
        aria-invalid={isUnreadable || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        placeholder={placeholder}
        inputMode={inputMode}
        value={typed ?? stored}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          if (!isUnreadable) setTyped(undefined);
        }}
      />
      {isUnreadable ? (
        <p className={styles.unreadable} role="alert">
          {fault}
        </p>
      ) : null}
    </>
  );
}
