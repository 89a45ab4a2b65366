import { RightOutlined, SlidersOutlined } from '@ant-design/icons';
import Switch from 'antd/es/switch';
import { useId, useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { lookOf, styledLayer } from '../../actions/look.ts';
import { thinnedAt } from '../../actions/thinned.ts';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import { legendEntries, symbolOf } from '../../map/symbols.ts';
import { useWording } from '../../state/useWording.ts';
import { showLayers, useView } from '../../state/view.ts';
import { ExtraLegend, hasExtraLegend } from './ExtraLegend.tsx';
import { FilterChip } from './FilterChip.tsx';
import { LayerLook } from './LayerLook.tsx';
import { LayerTools } from './LayerTools.tsx';
import styles from './layers.module.css';
import { Swatch } from './Swatch.tsx';
import { WarnedNote } from './WarnedNote.tsx';

interface LayerRowProps {
  readonly layer: LayerDefinition;
  readonly shown: boolean;
}

/** What a first look should explain at once. */
const openAtFirst = new Set(['road_hazards']);

export function LayerRow({ layer: definition, shown }: LayerRowProps) {
  const { messages, say } = useWording();
  const words = useSeeingWords();
  const look = useView((view) => lookOf(view.looks, definition.id));
  const layer = styledLayer(definition, look);
  const [lookOpen, setLookOpen] = useState(false);
  const lookId = useId();
  const [open, setOpen] = useState(openAtFirst.has(layer.id));
  const tooFar = useView((view) => (view.camera?.zoom ?? 0) < layer.style.minimumZoom);
  // By the whole zoom: a move within it changes nothing here.
  const wholeZoom = useView((view) => Math.floor(view.camera?.zoom ?? layer.tiles.maximumZoom));
  const thinned = thinnedAt(layer, wholeZoom);
  const entries = legendEntries(layer);
  const hasLegend = entries.length > 1 || hasExtraLegend(layer.id);
  const title = say(layer.title);
  const first = entries[0];
  return (
    <li className={styles.row} data-off={!shown || undefined}>
      <div className={styles.rowHead}>
        <span className={styles.swatch}>
          <Swatch layer={layer} value={first?.value} symbol={first?.symbol ?? symbolOf(layer)} />
        </span>
        {hasLegend ? (
          <button
            type="button"
            className={styles.title}
            aria-expanded={open}
            aria-label={open ? messages.hideLegendOf(title) : messages.showLegendOf(title)}
            title={say(layer.description)}
            onClick={() => setOpen(!open)}
          >
            {title}
            <RightOutlined className={styles.caret} aria-hidden />
          </button>
        ) : (
          <span className={styles.title} title={say(layer.description)}>
            {title}
          </span>
        )}
        <LayerTools layer={layer} />
        <button
          type="button"
          className={styles.settings}
          aria-expanded={lookOpen}
          aria-controls={lookOpen ? lookId : undefined}
          aria-label={words.lookOf(title)}
          title={words.lookOf(title)}
          onClick={() => setLookOpen(!lookOpen)}
        >
          <SlidersOutlined aria-hidden />
        </button>
        <Switch
          size="small"
          checked={shown}
          aria-label={messages.showLayer(title)}
          onChange={(show) => showLayers([layer.id], show)}
        />
      </div>
      <FilterChip layer={layer} />
      {layer.id === 'flood_points' ? <WarnedNote layer={layer} shown={shown} /> : null}
      {shown && tooFar ? <p className={styles.hint}>{messages.fromZoom(layer.style.minimumZoom)}</p> : null}
      {shown && thinned ? (
        <p className={styles.hint}>{words.thinned(words.values(thinned.drawn.map(say)), thinned.wholeFrom)}</p>
      ) : null}
      {lookOpen ? (
        <div id={lookId}>
          <LayerLook layer={definition} />
        </div>
      ) : null}
      {open && hasLegend ? (
        <div className={styles.legend}>
          <ul>
            {entries.map(({ value, symbol, title: entryTitle }) => (
              <li key={value}>
                <span className={styles.swatch}>
                  <Swatch layer={layer} value={value} symbol={symbol} />
                </span>
                {say(entryTitle)}
              </li>
            ))}
          </ul>
          <ExtraLegend layer={layer.id} />
        </div>
      ) : null}
    </li>
  );
}
