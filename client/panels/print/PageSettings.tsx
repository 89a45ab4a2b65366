import Input from 'antd/es/input';
import Segmented from 'antd/es/segmented';
import Select from 'antd/es/select';
import { type Paper, type PaperSize, scales } from '../../actions/print/paper.ts';
import { usePrintWords } from '../../i18n/print/usePrintWords.ts';
import { type PageContent, scaleText } from '../../map/print/drawPage.ts';
import { chevron } from '../chevron.tsx';
import { Labelled } from '../Labelled.tsx';
import styles from './print.module.css';
import type { PageChoices } from './usePageContent.ts';

/** Dots per inch of what is saved. */
export const qualities = [200, 300] as const;

interface PageSettingsProps {
  readonly choices: PageChoices;
  readonly change: (part: Partial<PageChoices>) => void;
  /** What comes of the choices: it shows what is proposed where nothing is chosen. */
  readonly content: PageContent;
  readonly fitted: number;
  readonly dots: number;
  readonly setDots: (dots: number) => void;
}

/** What stands on the page, how large, and how fine. */
export function PageSettings({ choices, change, content, fitted, dots, setDots }: PageSettingsProps) {
  const words = usePrintWords();
  const { paper } = choices;
  return (
    <>
      <Labelled className={styles.labelled} label={words.pageTitle}>
        {(id) => (
          <Input
            id={id}
            value={content.title}
            maxLength={60}
            onChange={({ target }) => change({ title: target.value })}
          />
        )}
      </Labelled>
      <Labelled className={styles.labelled} label={words.bureau}>
        {(id) => (
          <Input
            id={id}
            value={choices.bureau}
            maxLength={60}
            onChange={({ target }) => change({ bureau: target.value })}
          />
        )}
      </Labelled>
      <Labelled className={styles.labelled} label={words.source}>
        {(id) => (
          <Input
            id={id}
            value={content.source}
            maxLength={120}
            onChange={({ target }) => change({ source: target.value })}
          />
        )}
      </Labelled>
      <fieldset>
        <legend>{words.paper}</legend>
        <Segmented<PaperSize>
          options={['A4', 'A3']}
          value={paper.size}
          onChange={(size) => change({ paper: { ...paper, size } })}
        />
        <Segmented<Paper['orientation']>
          options={[
            { value: 'landscape', label: words.landscape },
            { value: 'portrait', label: words.portrait },
          ]}
          value={paper.orientation}
          onChange={(orientation) => change({ paper: { ...paper, orientation } })}
        />
      </fieldset>
      <Labelled className={styles.labelled} label={words.scale}>
        {(id) => (
          <Select
            suffixIcon={chevron}
            id={id}
            aria-label={words.scale}
            value={choices.scale ?? 0}
            options={[
              { value: 0, label: `${words.fitted} ${scaleText(fitted)}` },
              ...scales.map((scale) => ({ value: scale, label: scaleText(scale) })),
            ]}
            onChange={(scale: number) => change({ scale: scale === 0 ? undefined : scale })}
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
    </>
  );
}
