import { UploadOutlined } from '@ant-design/icons';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import Spin from 'antd/es/spin';
import { useEffect } from 'react';
import { mostImported } from '../../../data/imports.ts';
import { layers } from '../../../data/layers/index.ts';
import { editableLayers } from '../../actions/editing/permission.ts';
import { importFormats } from '../../actions/imports/formats.ts';
import { importChanges } from '../../actions/imports/preview.ts';
import { plainNumber } from '../../actions/measures.ts';
import { useImportWords } from '../../i18n/imports/useImportWords.ts';
import { useImportOverlay } from '../../map/useImportOverlay.ts';
import { callOff, leaveImport, previewInto, undoImport, useImport } from '../../state/imports.ts';
import { closeCover } from '../../state/panels.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { chevron } from '../chevron.tsx';
import { Panel } from '../Panel.tsx';
import { Problem } from '../Problem.tsx';
import { chooseFile } from './chooseFile.ts';
import styles from './imports.module.css';
import { PreviewList } from './PreviewList.tsx';
import { StoreForm } from './StoreForm.tsx';

/** From a file to a transaction: choose, look through, store, take back. */
export default function ImportPanel() {
  const words = useImportWords();
  const mayEdit = (useSession()?.edits.length ?? 0) > 0;
  const hasFile = useImport(({ file }) => file !== undefined);
  useImportOverlay();
  useEffect(() => leaveImport, []);
  return (
    <Panel side="right" title={words.title} label={words.title} closeLabel={words.close} onClose={closeCover}>
      <div className={styles.body} data-testid="import">
        {mayEdit || hasFile ? (
          <>
            <FileLine />
            <Body />
          </>
        ) : (
          <Alert type="info" showIcon role="alert" title={words.noEditable} />
        )}
      </div>
    </Panel>
  );
}

function FileLine() {
  const words = useImportWords();
  const wording = useWording();
  const file = useImport((state) => state.file);
  const notTaken = useImport((state) => state.notTaken);
  const tooEarly = useImport((state) => state.tooEarly);
  const tooMany = useImport((state) => state.tooMany);
  const step = useImport((state) => state.step);
  const number = (value: number) => plainNumber(value, wording);
  const kinds = importFormats.map(({ title }) => wording.say(title)).join(', ');
  const isBusy = step === 'reading' || step === 'storing' || step === 'undoing';
  return (
    <>
      {file ? null : <p className={styles.intro}>{words.intro}</p>}
      <div className={styles.fileLine}>
        {file ? <strong className={styles.fileName}>{file.name}</strong> : null}
        <Button
          type={file ? 'default' : 'primary'}
          size={file ? 'small' : 'middle'}
          icon={<UploadOutlined aria-hidden />}
          disabled={isBusy}
          onClick={() => chooseFile()}
        >
          {file ? words.chooseOther : words.choose}
        </Button>
      </div>
      {file ? null : (
        <p className={styles.hint}>
          {kinds} · {words.limits(number(mostImported))}
        </p>
      )}
      {tooEarly ? <Alert type="warning" showIcon role="alert" title={words.tooEarly(tooEarly)} /> : null}
      {tooMany ? <Alert type="warning" showIcon role="alert" title={words.tooMany(number(tooMany))} /> : null}
      {notTaken ? <Alert type="error" showIcon role="alert" title={words.notTaken(notTaken, kinds)} /> : null}
    </>
  );
}

function Body() {
  const words = useImportWords();
  const wording = useWording();
  const { step, file, preview, problem, calledOff, stored, wanted } = useImport((state) => state);
  const number = (value: number) => plainNumber(value, wording);
  if (step === 'reading') return <Busy text={words.reading} />;
  if (step === 'storing') {
    const count = preview ? importChanges(preview, wanted).length : 0;
    return <Busy text={words.storing(number(count))} />;
  }
  if (step === 'undoing') return <Busy text={words.undoing} />;
  if (step === 'undone') return <Alert type="success" showIcon role="status" title={words.undone} />;
  if (step === 'stored' && stored) {
    return (
      <>
        {problem ? <Problem title={words.undo} error={problem} retry={() => void undoImport()} /> : null}
        <Alert
          type="success"
          showIcon
          role="status"
          title={words.stored(number(stored.created), number(stored.updated))}
          action={
            <Button size="small" onClick={() => void undoImport()}>
              {words.undo}
            </Button>
          }
        />
      </>
    );
  }
  if (!file) return null;
  return (
    <>
      {calledOff ? <Alert type="info" showIcon role="status" title={words.calledOff} /> : null}
      {step === 'choose' && problem ? (
        <Problem title={words.previewFailed} error={problem} retry={() => void previewInto(undefined)} />
      ) : null}
      {step === 'choose' && !problem ? (
        <Button onClick={() => void previewInto(undefined)}>{words.again}</Button>
      ) : null}
      {step === 'preview' ? (
        <>
          <LayerChoice />
          {preview ? (
            <>
              <PreviewList preview={preview} />
              <StoreForm preview={preview} />
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
}

function Busy({ text }: { readonly text: string }) {
  const words = useImportWords();
  const wording = useWording();
  const progress = useImport((state) => state.progress);
  const number = (value: number) => plainNumber(value, wording);
  const total = progress?.total;
  return (
    <div className={styles.busy} role="status">
      <Spin size="small" />
      <span>
        {text}
        {progress ? (
          <>
            {' '}
            <span aria-hidden="true">
              {words.stages[progress.stage](
                total === undefined ? number(progress.done) : words.of(number(progress.done), number(total)),
              )}
            </span>
            {total ? <progress max={total} value={progress.done} aria-label={text} /> : null}
          </>
        ) : null}
      </span>
      <Button size="small" onClick={callOff}>
        {words.cancel}
      </Button>
    </div>
  );
}

/** Told by the features of the file; the person has the last word. */
function LayerChoice() {
  const words = useImportWords();
  const { say } = useWording();
  const session = useSession();
  const layer = useImport((state) => state.preview?.layer);
  const mapping = useImport((state) => state.mapping);
  const editable = editableLayers(session);
  return (
    <div className={styles.field}>
      <label htmlFor="import-layer">{words.layer}</label>
      <Select
        suffixIcon={chevron}
        id="import-layer"
        value={layer ?? null}
        options={editable.map((id) => ({ value: id, label: say(layers[id].title) }))}
        onChange={(next) => {
          if (next) void previewInto(next);
        }}
      />
      {layer ? null : (
        <p className={styles.hint} role="alert">
          {words.noLayer}
        </p>
      )}
      {mapping ? <p className={styles.hint}>{words.mapped(say(mapping.title))}</p> : null}
    </div>
  );
}
