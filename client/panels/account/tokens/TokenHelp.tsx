import { apiUrl } from '../../../api/http.ts';
import { useWording } from '../../../state/useWording.ts';
import styles from './TokenHelp.module.css';

/** How other programs speak with the service. */
export function TokenHelp({ open = false }: { readonly open?: boolean }) {
  const { messages } = useWording();
  const address = apiUrl('').replace(/\/$/, '');
  const token = messages.tokenPlaceholder;
  return (
    <details className={styles.help} open={open}>
      <summary>{messages.tokenHelp}</summary>
      <dl>
        <dt>QGIS</dt>
        <dd>
          {messages.tokenHelpQgis}
          <code>{address}</code>
        </dd>
        <dt>GDAL</dt>
        <dd>
          <code>{`GDAL_HTTP_HEADERS="Authorization: Bearer ${token}" ogrinfo OAPIF:${address}`}</code>
        </dd>
        <dt>HTTP</dt>
        <dd>
          <code>{`curl -H "Authorization: Bearer ${token}" ${address}/collections/roads/items`}</code>
        </dd>
      </dl>
    </details>
  );
}
