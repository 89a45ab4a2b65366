import Button from 'antd/es/button';
import { useState } from 'react';
import { useWording } from '../../state/useWording.ts';
import styles from './screening.module.css';

interface RejectFormProps {
  readonly deciding: boolean;
  readonly onReject: (reason: string) => void;
  readonly onCancel: () => void;
}

const longestReason = 500;

/** Nothing is rejected without a reason, which later runs are held against. */
export function RejectForm({ deciding, onReject, onCancel }: RejectFormProps) {
  const { messages } = useWording();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <form
      className={styles.reject}
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '') onReject(given);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <label>
        {messages.rejectReason}
        <input
          // The key that opens the form is followed by the reason.
          ref={(input) => input?.focus()}
          type="text"
          value={reason}
          maxLength={longestReason}
          required
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <div className={styles.buttons}>
        <Button size="small" htmlType="submit" danger disabled={given === ''} loading={deciding}>
          {messages.reject}
        </Button>
        <Button size="small" onClick={onCancel}>
          {messages.cancel}
        </Button>
      </div>
    </form>
  );
}
