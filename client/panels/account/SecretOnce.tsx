import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { copyText } from '../../actions/copyText.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './SecretOnce.module.css';

interface SecretOnceProps {
  readonly title: string;
  /** What it is for, and that it is shown this once. */
  readonly note: string;
  readonly label: string;
  readonly secret: string;
  readonly onDone: () => void;
  readonly children?: ReactNode;
}

/** A password or a token that the service has made and will not tell again. */
export function SecretOnce({ title, note, label, secret, onDone, children }: SecretOnceProps) {
  const { messages } = useWording();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => input.current?.select(), []);

  const copy = async () => {
    if (input.current) setCopied(await copyText(secret, input.current));
  };
  return (
    <section className={styles.secret} aria-label={title}>
      <h3>{title}</h3>
      <p>{note}</p>
      <div className={styles.line}>
        <input
          ref={input}
          readOnly
          aria-label={label}
          value={secret}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          type="primary"
          icon={copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
          onClick={() => void copy()}
        >
          {copied ? messages.copied : messages.copy}
        </Button>
      </div>
      {children}
      <div>
        <Button onClick={onDone}>{messages.secretKept}</Button>
      </div>
    </section>
  );
}
