import { DownloadOutlined } from '@ant-design/icons';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import { importChanges, type Preview, refusedCsv, refusedGeoJson } from '../../actions/imports/preview.ts';
import { plainNumber } from '../../actions/measures.ts';
import { reportFileName } from '../../actions/reportFiles.ts';
import { saveFile } from '../../api/saveFile.ts';
import { useImportWords } from '../../i18n/imports/useImportWords.ts';
import { previewInto, storeImport, update, useImport } from '../../state/imports.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import styles from './imports.module.css';

const longestMessage = 500;

/** What of the preview is to be stored, and why. */
export function StoreForm({ preview }: { readonly preview: Preview }) {
  const words = useImportWords();
  const wording = useWording();
  const wanted = useImport((state) => state.wanted);
  const message = useImport((state) => state.message);
  const problem = useImport((state) => state.problem);
  const { totals, layer } = preview;
  const number = (value: number) => plainNumber(value, wording);
  const count = importChanges(preview, wanted).length;
  const isStale = problem?.code === 'version_conflict' || problem?.code === 'unknown_feature';
  return (
    <section className={styles.store}>
      {totals.refused > 0 ? <Refused preview={preview} /> : null}
      {totals.new > 0 ? (
        <Checkbox
          checked={wanted.new}
          onChange={(event) => update({ wanted: { ...wanted, new: event.target.checked } })}
        >
          {words.takeNew(number(totals.new))}
        </Checkbox>
      ) : null}
      {totals.changed > 0 ? (
        <div>
          <Checkbox
            checked={wanted.changed}
            onChange={(event) => update({ wanted: { ...wanted, changed: event.target.checked } })}
          >
            {words.takeChanged(number(totals.changed))}
          </Checkbox>
          <p className={styles.hint}>{words.takeChangedHint}</p>
        </div>
      ) : null}
      {totals.outdated > 0 ? (
        <div>
          <Checkbox
            checked={wanted.outdated}
            onChange={(event) => update({ wanted: { ...wanted, outdated: event.target.checked } })}
          >
            {words.takeOutdated(number(totals.outdated))}
          </Checkbox>
          <p className={styles.hint}>{words.takeOutdatedHint}</p>
        </div>
      ) : null}
      <div className={styles.field}>
        <label htmlFor="import-message">{words.reason}</label>
        <Input
          id="import-message"
          maxLength={longestMessage}
          placeholder={words.reasonHint}
          value={message}
          onChange={(event) => update({ message: event.target.value })}
        />
      </div>
      {problem && isStale ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={words.changedSince}
          action={
            <Button size="small" onClick={() => void previewInto(layer)}>
              {words.again}
            </Button>
          }
        />
      ) : null}
      {problem && !isStale ? (
        <Problem title={words.storeFailed} error={problem} retry={() => void storeImport()} />
      ) : null}
      <Button type="primary" block disabled={count === 0} onClick={() => void storeImport()}>
        {count === 0 ? words.nothing : words.store(number(count))}
      </Button>
    </section>
  );
}

function Refused({ preview }: { readonly preview: Preview }) {
  const words = useImportWords();
  const wording = useWording();
  const name = (extension: string) => reportFileName(words.fileName, new Date(), extension);
  return (
    <div className={styles.refused}>
      <p>{words.refusedStay(plainNumber(preview.totals.refused, wording))}</p>
      <Button
        size="small"
        icon={<DownloadOutlined aria-hidden />}
        onClick={() => saveFile(new Blob([refusedCsv(preview)], { type: 'text/csv;charset=utf-8' }), name('csv'))}
      >
        {words.downloadCsv}
      </Button>
      <Button
        size="small"
        icon={<DownloadOutlined aria-hidden />}
        onClick={() => {
          const refused = JSON.stringify(refusedGeoJson(preview), null, 2);
          saveFile(new Blob([refused], { type: 'application/geo+json' }), name('geojson'));
        }}
      >
        {words.downloadGeoJson}
      </Button>
    </div>
  );
}
