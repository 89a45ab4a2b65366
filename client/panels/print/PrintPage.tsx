import { CloseOutlined, FilePdfOutlined, PictureOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Progress from 'antd/es/progress';
import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef, useState } from 'react';
import { type LayerId, layers } from '../../../data/layers/index.ts';
import type { Text } from '../../../data/text.ts';
import { saveFile } from '../../api/saveFile.ts';
import { usePrintWords } from '../../i18n/print/usePrintWords.ts';
import type { PageContent } from '../../map/print/drawPage.ts';
import { IncompleteMapError } from '../../map/print/paperMap.ts';
import { mapStore } from '../../state/map.ts';
import { closeCover } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { IconButton } from '../IconButton.tsx';
import { useCover } from '../useCover.ts';
import { PageSettings, qualities } from './PageSettings.tsx';
import { type PageFormat, pageFile, pageFileName } from './pageFile.ts';
import styles from './print.module.css';
import { type PageMaker, usePage } from './usePage.ts';
import { type PageChoices, usePageContent } from './usePageContent.ts';

/** Somebody who types a title does not wait for each letter. */
const quietMs = 350;

const proposed: PageChoices = {
  paper: { size: 'A4', orientation: 'landscape' },
  title: undefined,
  bureau: '',
  source: undefined,
  scale: undefined,
};

/** The map as seen, on a page to be saved: settings on the left, the page on the right. */
export default function PrintPage({ county }: { readonly county: { readonly name: Text } | null }) {
  const words = usePrintWords();
  const wording = useWording();
  const [choices, setChoices] = useState(proposed);
  const change = (part: Partial<PageChoices>) => setChoices((before) => ({ ...before, ...part }));
  const [dots, setDots] = useState<number>(qualities[0]);
  const [status, setStatus] = useState<Status>();
  const preview = usePage();
  const output = usePage();
  const page = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const { content, fitted } = usePageContent(choices, county ? wording.say(county.name) : '');
  usePreview(preview, content, sheet, setStatus);
  useCover(page);

  const save = async (format: PageFormat) => {
    setStatus(undefined);
    preview.cancel();
    try {
      const canvas = await output.make({ ...content, dotsPerInch: dots });
      if (!canvas) return;
      saveFile(await pageFile(canvas, content, dots, format), pageFileName(content, format));
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
          <IconButton label={words.close} onClick={closeCover}>
            <CloseOutlined aria-hidden />
          </IconButton>
        </div>
        <PageSettings
          choices={choices}
          change={change}
          content={content}
          fitted={fitted}
          dots={dots}
          setDots={setDots}
        />
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
          <Button size="small" disabled={busy} onClick={() => change({ paper: { ...choices.paper } })}>
            {words.again}
          </Button>
        ) : null}
        <p className={styles.hint}>{words.hint}</p>
        {(mapStore.get()?.getPitch() ?? 0) > 0 ? <p className={styles.hint}>{words.flat}</p> : null}
      </form>
      <div className={styles.preview} aria-busy={preview.work !== undefined}>
        <div ref={sheet} className={styles.sheet} data-orientation={choices.paper.orientation} />
        {preview.work ? <p className={styles.making}>{words.previewBusy}</p> : null}
      </div>
    </div>
  );
}

type Status = 'saved' | 'failed' | { readonly lacking: readonly LayerId[] };

function failureOf(error: unknown): Status {
  return error instanceof IncompleteMapError ? { lacking: error.layers } : 'failed';
}

/** Keeps the page on the sheet up with its content. */
function usePreview(
  { make }: PageMaker,
  content: PageContent,
  sheet: RefObject<HTMLElement | null>,
  setStatus: Dispatch<SetStateAction<Status | undefined>>,
): void {
  const words = usePrintWords();
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
  }, [content, words.preview, sheet, setStatus]);
}
