import { PrinterOutlined } from '@ant-design/icons';
import Checkbox from 'antd/es/checkbox';
import Select from 'antd/es/select';
import { useState } from 'react';
import { plainNumber } from '../../actions/measures.ts';
import { type CardEntry, cardAddress, type Printing, useCards } from '../../api/cards.ts';
import { useWording } from '../../state/useWording.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { Choice } from '../Choice.tsx';
import { chevron } from '../chevron.tsx';
import { Problem } from '../Problem.tsx';
import styles from './cards.module.css';
import { PrintAll } from './PrintAll.tsx';

/** The cards of households: what they lack, and their printing one by one or all together. */
export default function CardsSection() {
  const { messages, language } = useWording();
  const words = messages.householdCards;
  const [township, setTownship] = useState<string | undefined>(undefined);
  const [printing, setPrinting] = useState<Printing>({ lang: language, size: 'a5', signals: 'blank' });
  const { data, error, refetch } = useCards(township);
  const isUnsettled = data?.cards.some(({ missing }) => missing.some(({ layer }) => layer === 'standards'));
  if (error) return <Problem title={words.failed} error={error} retry={() => void refetch()} />;
  return (
    <>
      <div className={styles.options}>
        <p className={styles.intro}>{words.intro}</p>
        {printing.signals === 'blank' && isUnsettled ? <p className={styles.intro}>{words.signalsBlank}</p> : null}
        <PrintOptions printing={printing} township={township} setPrinting={setPrinting} setTownship={setTownship} />
        {data && data.numberMatched > 0 ? (
          <PrintAll count={data.numberMatched} township={township} printing={printing} />
        ) : null}
      </div>
      {data?.numberMatched === 0 ? <p className={styles.empty}>{words.none}</p> : null}
      <ul>
        {data?.cards.map((card) => (
          <CardItem key={card.flood_point_id} card={card} printing={printing} />
        ))}
      </ul>
    </>
  );
}

interface PrintOptionsProps {
  readonly printing: Printing;
  readonly township: string | undefined;
  readonly setPrinting: (printing: Printing) => void;
  readonly setTownship: (township: string | undefined) => void;
}

function PrintOptions({ printing, township, setPrinting, setTownship }: PrintOptionsProps) {
  const { messages } = useWording();
  const words = messages.householdCards;
  const townships = useTownshipNames();
  return (
    <>
      <Select
        suffixIcon={chevron}
        size="small"
        aria-label={messages.evacuation.township}
        value={township ?? ''}
        options={[
          { value: '', label: words.all },
          ...townships.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        onChange={(code: string) => setTownship(code === '' ? undefined : code)}
      />
      <div className={styles.choices}>
        <Choice
          label={words.language}
          value={printing.lang}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(lang) => setPrinting({ ...printing, lang })}
        />
        <Choice
          label={words.size}
          value={printing.size}
          options={[
            { value: 'a5', label: 'A5' },
            { value: 'a4', label: 'A4' },
          ]}
          onChange={(size) => setPrinting({ ...printing, size })}
        />
      </div>
      <Checkbox
        checked={printing.signals === 'proposed'}
        onChange={({ target }) => setPrinting({ ...printing, signals: target.checked ? 'proposed' : 'blank' })}
      >
        {words.proposedSignals}
      </Checkbox>
    </>
  );
}

function CardItem({ card, printing }: { readonly card: CardEntry; readonly printing: Printing }) {
  const wording = useWording();
  const words = wording.messages.householdCards;
  const name = card.name ?? card.code ?? `#${card.flood_point_id}`;
  const stops = card.concerns.filter(({ severity }) => severity === 'stop');
  const looks = card.concerns.filter(({ severity }) => severity === 'look');
  // What is so of all cards stands above the list.
  const own = card.missing.filter(({ layer }) => layer !== 'standards');
  const missing = wording.list(own.map(({ title }) => title));
  const tone = stops.length > 0 ? 'stop' : looks.length > 0 || missing !== '' ? 'look' : 'ready';
  return (
    <li className={styles.item} data-tone={tone}>
      <span className={styles.name}>{name}</span>
      <span className={styles.count}>
        {card.households === null ? words.copiesUnknown : words.copies(Number(plainNumber(card.households, wording)))}
      </span>
      {card.code === null ? (
        <span className={styles.noCode}>{words.noCode}</span>
      ) : (
        <a
          className={styles.open}
          href={cardAddress(card.code, printing)}
          target="_blank"
          rel="noopener"
          title={words.open(name)}
          aria-label={words.open(name)}
        >
          <PrinterOutlined aria-hidden />
        </a>
      )}
      <ul className={styles.notes}>
        {[...stops, ...looks].map(({ code, severity, message }) => (
          <li key={code} data-severity={severity}>
            <strong>{words[severity]}</strong> {message}
          </li>
        ))}
        {missing === '' ? null : <li>{words.missing(missing)}</li>}
      </ul>
    </li>
  );
}
