import { PlusOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTokens } from '../../../api/accounts.ts';
import { useWording } from '../../../state/useWording.ts';
import { Problem } from '../../Problem.tsx';
import styles from '../account.module.css';
import { NewToken } from './NewToken.tsx';
import { TokenHelp } from './TokenHelp.tsx';
import { TokenTable } from './TokenTable.tsx';

/** The account's own keys for QGIS, GDAL and scripts. */
export function TokensSection() {
  const { messages } = useWording();
  const tokens = useTokens();
  const [adding, setAdding] = useState(false);
  if (adding) return <NewToken close={() => setAdding(false)} />;
  return (
    <div className={styles.section}>
      <p className={styles.intro}>{messages.tokensIntro}</p>
      <div>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
          {messages.newToken}
        </Button>
      </div>
      {tokens.error ? (
        <Problem title={messages.tokensFailed} error={tokens.error} retry={() => void tokens.refetch()} />
      ) : null}
      {tokens.isPending ? <p className={styles.intro}>{messages.loading}</p> : null}
      {tokens.data?.length === 0 ? <p className={styles.empty}>{messages.noTokens}</p> : null}
      {tokens.data && tokens.data.length > 0 ? <TokenTable tokens={tokens.data} /> : null}
      <TokenHelp />
    </div>
  );
}
