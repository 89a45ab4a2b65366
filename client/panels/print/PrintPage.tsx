import { CloseOutlined, FilePdfOutlined, PictureOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Progress from 'antd/es/progress';
import Segmented from 'antd/es/segmented';
import Select from 'antd/es/select';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { formatInChina } from '../../../data/china-time.ts';
import { type LayerId, layers } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import { pageConditions } from '../../actions/print/conditions.ts';
import { pdfOfPicture, pngWithDensity } from '../../actions/print/files.ts';
import { layoutOf, type Paper, type PaperSize, scales, scaleToFit } from '../../actions/print/paper.ts';
import { saveFile } from '../../api/saveFile.ts';
import { usePrintWords } from '../../i18n/print/usePrintWords.ts';
import { uncoveredView } from '../../map/camera.ts';
import { type PageContent, scaleText } from '../../map/print/drawPage.ts';
import { IncompleteMapError } from '../../map/print/paperMap.ts';
import { useStore } from '../../state/createStore.ts';
import { unsavedCount, useEdit } from '../../state/edit.ts';
import { filterStatesStore } from '../../state/filters.ts';
import { mapStore } from '../../state/map.ts';
import { closeCover } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { viewStore } from '../../state/view.ts';
import { chevron } from '../chevron.tsx';
import { useSaying } from '../filter/useSaying.ts';
import { useCover } from '../useCover.ts';
import styles from './print.module.css';
import { usePage } from './usePage.ts';
import { useWarningConditions } from './useWarningConditions.ts';

const previewDots = 96;
/** Somebody who types a title does not wait for each letter. */
const quietMs = 350;
const qualities = [200, 300] as const;

/** The map as seen, on a page to be saved: settings on the left, the page on the right. */
export default function PrintPage({ county }: { readonly county: { readonly name: Text } | null }) {
  const words = usePrintWords();
  const wording = useWording();
  const saying = useSaying();
  const unsaved = useEdit(unsavedCount);
  const warnings = useWarningConditions();
  const filterStates = useStore(filterStatesStore, (states) => states);
  const name = county ? wording.say(county.name) : '';
  const [paper, setPaper] = useState<Paper>({ size: 'A4', orientation: 'landscape' });
  const [title, setTitle] = useState<string>();
  const [bureau, setBureau] = useState('');
  const [source, setSource] = useState<string>();
  const [wanted, setWanted] = useState<number>();
  const [dots, setDots] = useState<number>(qualities[0]);
  const [status, setStatus] = useState<Status>();
  const preview = usePage();
  const output = usePage();
  const page = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);

  const fitted = useMemo(() => fittedScale(paper), [paper]);
  const content = useMemo(
    (): PageContent => ({
      paper,
      dotsPerInch: previewDots,
      scale: wanted ?? fitted,
      bearing: mapStore.get()?.getBearing() ?? 0,
      title: title ?? words.defaultTitle(name),
      bureau,
      source: source ?? words.defaultSource,
      date: formatInChina(new Date(), wording.locale, { dateStyle: 'long' }),
      legendHeading: words.legend,
      scaleNote: words.scale,
      north: text('北', 'N'),
      looks: viewStore.get().looks,
      conditions: [
        ...pageConditions(
          { ...viewStore.get(), isApplied: (layer) => filterStates.get(layer)?.kind === 'applied' },
          saying,
          words,
        ),
        ...(unsaved > 0 ? [words.unsaved(String(unsaved))] : []),
        ...warnings,
      ],
      conditionsHeading: words.conditions,
      conditionsCut: words.moreConditions,
      groundMissing: words.groundMissing,
    }),
    [paper, wanted, fitted, title, bureau, source, name, words, wording, saying, filterStates, unsaved, warnings],
  );

  const { make } = preview;
  const making = useRef(make);
  making.current = make;
  useEffect(() => {
    const timer = setTimeout(async () => {
      try {
        const canvas = await making.current(content);
        if (!canvas) return;
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', `${words.preview}: ${content.title}`);
        sheet.current?.replaceChildren(canvas);
        setStatus((before) => (before === 'saved' ? before : undefined));
      } catch (error) {
        // An older page must not stand there as if it were this one.
        sheet.current?.replaceChildren();
        setStatus(failureOf(error));
      }
    }, quietMs);
    return () => clearTimeout(timer);
  }, [content, words.preview]);
  useCover(page);

  const save = async (format: 'png' | 'pdf') => {
    setStatus(undefined);
    preview.cancel();
    try {
      const canvas = await output.make({ ...content, dotsPerInch: dots });
      if (!canvas) return;
      const file = await fileOf(canvas, content, dots, format);
      saveFile(file, `${content.title.replace(/[\\/:*?"<>|]/g, ' ')}-${paper.size}.${format}`);
      setStatus('saved');
    } catch (error) {
      setStatus(failureOf(error));
    }
  };
  const busy = output.work !== undefined;
  return (
    <div ref={page} className={styles.page} role="dialog" aria-modal="true" aria-label={words.title} tabIndex={-1}>
      <form className={styles.settings} onSubmit={(event) => event.preventDefault()}>
        <div className={styles.head}>
          <h2>{words.title}</h2>
          <button
            type="button"
            className={styles.close}
            title={words.close}
            aria-label={words.close}
            onClick={closeCover}
          >
            <CloseOutlined aria-hidden />
          </button>
        </div>
        <Labelled label={words.pageTitle}>
          {(id) => (
            <Input id={id} value={content.title} maxLength={60} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Labelled>
        <Labelled label={words.bureau}>
          {(id) => <Input id={id} value={bureau} maxLength={60} onChange={(event) => setBureau(event.target.value)} />}
        </Labelled>
        <Labelled label={words.source}>
          {(id) => (
            <Input id={id} value={content.source} maxLength={120} onChange={(event) => setSource(event.target.value)} />
          )}
        </Labelled>
        <fieldset>
          <legend>{words.paper}</legend>
          <Segmented<PaperSize>
            options={['A4', 'A3']}
            value={paper.size}
            onChange={(size) => setPaper({ ...paper, size })}
          />
          <Segmented<Paper['orientation']>
            options={[
              { value: 'landscape', label: words.landscape },
              { value: 'portrait', label: words.portrait },
            ]}
            value={paper.orientation}
            onChange={(orientation) => setPaper({ ...paper, orientation })}
          />
        </fieldset>
        <Labelled label={words.scale}>
          {(id) => (
            <Select
              suffixIcon={chevron}
              id={id}
              aria-label={words.scale}
              value={wanted ?? 0}
              options={[
                { value: 0, label: `${words.fitted} ${scaleText(fitted)}` },
                ...scales.map((scale) => ({ value: scale, label: scaleText(scale) })),
              ]}
              onChange={(scale: number) => setWanted(scale === 0 ? undefined : scale)}
            />
          )}
        </Labelled>
        <fieldset>
          <legend>{words.quality}</legend>
          <Segmented<number>
            options={qualities.map((value) => ({ value, label: words.dpi(value) }))}
            value={dots}
            onChange={setDots}
          />
        </fieldset>
        <div className={styles.deeds}>
          <Button icon={<PictureOutlined aria-hidden />} disabled={busy} onClick={() => void save('png')}>
            {words.png}
          </Button>
          <Button
            type="primary"
            icon={<FilePdfOutlined aria-hidden />}
            disabled={busy}
            onClick={() => void save('pdf')}
          >
            {words.pdf}
          </Button>
        </div>
        {output.work ? (
          <div className={styles.work}>
            <Progress percent={Math.round(output.work.share * 100)} size="small" aria-label={words.drawing} />
            <Button size="small" onClick={output.cancel}>
              {words.cancel}
            </Button>
          </div>
        ) : null}
        <output className={styles.status}>
          {typeof status === 'string' ? words[status] : null}
          {typeof status === 'object'
            ? words.incomplete(words.list(status.lacking.map((id) => wording.say(layers[id].title))))
            : null}
        </output>
        {status !== undefined && status !== 'saved' ? (
          // The same paper taken anew makes the page anew.
          <Button size="small" disabled={busy} onClick={() => setPaper({ ...paper })}>
            {words.again}
          </Button>
        ) : null}
        <p className={styles.hint}>{words.hint}</p>
        {(mapStore.get()?.getPitch() ?? 0) > 0 ? <p className={styles.hint}>{words.flat}</p> : null}
      </form>
      <div className={styles.preview} aria-busy={preview.work !== undefined}>
        <div ref={sheet} className={styles.sheet} data-orientation={paper.orientation} />
        {preview.work ? <p className={styles.making}>{words.previewBusy}</p> : null}
      </div>
    </div>
  );
}

type Status = 'saved' | 'failed' | { readonly lacking: readonly LayerId[] };

function failureOf(error: unknown): Status {
  return error instanceof IncompleteMapError ? { lacking: error.layers } : 'failed';
}

function Labelled({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.labelled}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

function fittedScale(paper: Paper): number {
  const map = mapStore.get();
  if (!map) return scales[0] ?? 1;
  const { centre, ...seen } = uncoveredView(map);
  return scaleToFit({ zoom: map.getZoom(), latitude: centre[1] }, seen, layoutOf(paper).map);
}

async function fileOf(
  canvas: HTMLCanvasElement,
  { paper, title }: PageContent,
  dotsPerInch: number,
  format: 'png' | 'pdf',
): Promise<Blob> {
  const type = format === 'png' ? 'image/png' : 'image/jpeg';
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, type, 0.94);
  });
  if (!blob) throw new Error('the browser could not encode the page');
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (format === 'png') return new Blob([pngWithDensity(bytes, dotsPerInch)], { type });
  const { width: widthMillimetres, height: heightMillimetres } = layoutOf(paper);
  const picture = { widthPixels: canvas.width, heightPixels: canvas.height, widthMillimetres, heightMillimetres };
  return new Blob([pdfOfPicture(bytes, picture, title, new Date())], { type: 'application/pdf' });
}
