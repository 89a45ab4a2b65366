import { lazy, Suspense, useEffect } from 'react';
import { layers } from '../../../data/layers/index.ts';
import { carriesPhotos } from '../../../data/photos.ts';
import { contentNow } from '../../actions/editing/edits.ts';
import { vertexPaths } from '../../actions/editing/vertices.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { symbolOf } from '../../map/symbols.ts';
import { useEdit } from '../../state/edit.ts';
import { changeGeometry, changeKind, layerOf } from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import { showLayers } from '../../state/view.ts';
import { Swatch } from '../layers/Swatch.tsx';
import styles from './editing.module.css';
import { FeatureForm } from './FeatureForm.tsx';
import { Operations } from './Operations.tsx';
import { titleOf } from './titles.ts';

const PhotoSection = lazy(() => import('../photos/PhotoSection.tsx'));

/** The feature in hand: what can be done to it on the map, and its form. */
export function FeatureEditor({ featureKey }: { readonly featureKey: string }) {
  const words = useEditingWords();
  const wording = useWording();
  const { say } = wording;
  const state = useEdit((value) => value);
  const layer = layers[layerOf(featureKey)];
  const content = contentNow(state.history.present, state.originals, featureKey);
  const touched = state.touched.get(featureKey);
  // Where the layer is switched off the person would edit what they cannot see around it.
  useEffect(() => showLayers([layer.id], true), [layer.id]);
  if (!content) return null;
  const { by } = layer.style;
  const value = by && content.properties[by.member];
  const caseValue = typeof value === 'string' ? value : undefined;
  const kinds = { new: words.kindNew, changed: words.kindChanged, deleted: words.kindDeleted };
  const kind = state.history.present.has(featureKey) ? kinds[changeKind(featureKey)] : words.kindUnchanged;
  const paths = vertexPaths(content.geometry);
  const chosen = state.vertex ? paths.findIndex((path) => String(path) === String(state.vertex)) + 1 : 0;
  return (
    <article data-testid="feature-editor">
      <header className={styles.head}>
        <Swatch layer={layer} value={caseValue} symbol={symbolOf(layer, caseValue)} />
        <div>
          <h3>{titleOf(state, featureKey, wording)}</h3>
          <p>
            {say(layer.title)} · {kind}
          </p>
        </div>
      </header>
      {touched ? (
        <p className={styles.notice} role="status">
          {touched.operation === 'delete' ? words.touchedDeleted : words.touched}
        </p>
      ) : null}
      <Operations featureKey={featureKey} />
      <p className={styles.hint}>
        {content.geometry.type === 'Point' ? words.pointHint : words.geometryHint}
        {chosen > 0 ? <strong aria-live="polite"> {words.vertexChosen(chosen, paths.length)}</strong> : null}
      </p>
      {carriesPhotos(layer.id) ? (
        <Suspense fallback={null}>
          <PhotoSection
            layer={layer}
            featureKey={featureKey}
            mayEdit
            onPlace={layer.geometry === 'Point' ? (position) => putAt(featureKey, position) : undefined}
          />
        </Suspense>
      ) : null}
      <FeatureForm featureKey={featureKey} layer={layer} properties={content.properties} />
      <details className={styles.keys}>
        <summary>{words.keysTitle}</summary>
        <p>{words.keys}</p>
      </details>
    </article>
  );
}

/** Where a photo was taken, as one step that can be undone. */
function putAt(featureKey: string, position: readonly [number, number]): void {
  const geometry = { type: 'Point' as const, coordinates: [...position] };
  changeGeometry(featureKey, geometry);
  const map = mapStore.get();
  if (map) flyToGeometry(map, geometry);
}
