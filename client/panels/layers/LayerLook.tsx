import { AimOutlined, UndoOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Switch from 'antd/es/switch';
import { useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { choicesOf, leastOpacityPercent, lookOf, sameLook, usualLook } from '../../actions/look.ts';
import { layerExtent } from '../../api/queries.ts';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import { flyToBounds } from '../../map/camera.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import { changeLook, useView } from '../../state/view.ts';
import { Problem } from '../Problem.tsx';
import styles from './look.module.css';

/** How a layer is drawn: by which member, how opaque, with or without names; and the way to where it is. */
export function LayerLook({ layer }: { readonly layer: LayerDefinition }) {
  const { say } = useWording();
  const words = useSeeingWords();
  const look = useView((view) => lookOf(view.looks, layer.id));
  const choices = choicesOf(layer);
  const chosen = look.by ?? layer.style.by?.member;
  const title = say(layer.title);
  const least = leastOpacityPercent(layer);
  return (
    <section className={styles.look} aria-label={words.lookOf(title)}>
      {choices.length > 1 ? (
        <div className={styles.choices} role="radiogroup" aria-label={words.styleBy}>
          <span className={styles.name}>{words.styleBy}</span>
          {choices.map(({ member }) => (
            <label key={member} className={styles.choice} data-chosen={member === chosen || undefined}>
              <input
                type="radio"
                name={`look-${layer.id}`}
                checked={member === chosen}
                onChange={() => changeLook(layer.id, { by: member })}
              />
              {say(layer.properties[member]?.title ?? layer.title)}
            </label>
          ))}
        </div>
      ) : null}
      <label className={styles.line}>
        <span className={styles.name}>{words.opacity}</span>
        <input
          type="range"
          min={least}
          max={100}
          step={5}
          value={look.opacityPercent}
          aria-label={words.opacityOf(title)}
          title={layer.style.leastOpacityPercent === undefined ? undefined : words.leastOpacity(least)}
          aria-valuetext={words.percent(look.opacityPercent)}
          onChange={({ target }) => changeLook(layer.id, { opacityPercent: Number(target.value) })}
        />
        <output className={styles.figure}>{words.percent(look.opacityPercent)}</output>
      </label>
      {layer.style.leastOpacityPercent !== undefined && look.opacityPercent === least ? (
        <p className={styles.hint}>{words.leastOpacity(least)}</p>
      ) : null}
      {layer.style.labelMember ? (
        <div className={styles.line}>
          <span className={styles.name}>{words.labels}</span>
          <Switch
            size="small"
            checked={look.labels}
            aria-label={words.labelsOf(title)}
            onChange={(labels) => changeLook(layer.id, { labels })}
          />
        </div>
      ) : null}
      {layer.tiles.clusters ? (
        <p className={styles.hint}>{words.clustersHint(layer.tiles.clusters.belowZoom)}</p>
      ) : null}
      <div className={styles.deeds}>
        <ZoomToLayer layer={layer} />
        {sameLook(look, usualLook) ? null : (
          <Button
            size="small"
            type="text"
            icon={<UndoOutlined aria-hidden />}
            onClick={() => changeLook(layer.id, usualLook)}
          >
            {words.usualLook}
          </Button>
        )}
      </div>
    </section>
  );
}

function ZoomToLayer({ layer }: { readonly layer: LayerDefinition }) {
  const { language, say } = useWording();
  const words = useSeeingWords();
  const [looking, setLooking] = useState(false);
  const [empty, setEmpty] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const go = async () => {
    setLooking(true);
    setEmpty(false);
    setFailure(undefined);
    const bounds = await layerExtent(layer.id, language).finally(() => setLooking(false));
    setEmpty(bounds === undefined);
    const map = mapStore.get();
    if (map && bounds) flyToBounds(map, bounds);
  };
  const attempt = () =>
    void go().catch((reason: unknown) => setFailure(reason instanceof Error ? reason : new Error(String(reason))));
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<AimOutlined aria-hidden />}
        loading={looking}
        aria-label={words.zoomToLayerOf(say(layer.title))}
        onClick={attempt}
      >
        {words.zoomToLayer}
      </Button>
      {failure ? <Problem title={words.zoomToLayerFailed} error={failure} retry={attempt} /> : null}
      {empty ? <span role="status">{words.layerEmpty}</span> : null}
    </>
  );
}
