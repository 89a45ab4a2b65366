import type { Map as MapLibreMap, PointLike } from 'maplibre-gl';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import { keyOf, type Stored, storedFrom } from '../../actions/editing/content.ts';
import { featureRefusal, layerRefusal } from '../../actions/editing/permission.ts';
import { fetchJson, ServiceProblem } from '../../api/http.ts';
import type { CountyFeature } from '../../api/types.ts';
import { editStore, updateEdit } from '../../state/edit.ts';
import { openEdit, openStored } from '../../state/editSession.ts';
import { type Candidate, candidatesStore } from '../../state/map.ts';
import { sessionStore } from '../../state/session.ts';
import { viewStore } from '../../state/view.ts';
import { featuresAt } from '../picking.ts';
import { editLayerIds } from './editOverlay.ts';
import { storedAtHand } from './targets.ts';

const reachPixels = 7;

/** The unsaved features at a place on the screen, uppermost first. */
function editsAt(map: MapLibreMap, { x, y }: { x: number; y: number }): readonly string[] {
  const box: [PointLike, PointLike] = [
    [x - reachPixels, y - reachPixels],
    [x + reachPixels, y + reachPixels],
  ];
  const hits = map.queryRenderedFeatures(box, { layers: [...editLayerIds] });
  return [...new Set(hits.map(({ properties }) => String(properties.key)))];
}

/** Opens what is at a place on the screen. @returns false where nothing is */
export function openAt(map: MapLibreMap, point: { x: number; y: number }): boolean {
  const [edited] = editsAt(map, point);
  if (edited !== undefined) {
    openEdit(edited);
    return true;
  }
  const found = featuresAt(map, map.project(map.unproject([point.x, point.y])));
  candidatesStore.set(found);
  const first = mostEditable(found);
  if (first) void openById(first.layer, first.id);
  return first !== undefined;
}

/** What the account edits goes before what merely lies nearer; a township's whole area before nothing else. */
function mostEditable(found: readonly Candidate[]): Candidate | undefined {
  const { session } = sessionStore.get();
  const mayEdit = found.filter(({ layer }) => layerRefusal(session, layers[layer]) === undefined);
  return mayEdit.find(({ layer }) => layer !== 'townships') ?? mayEdit[0] ?? found[0];
}

/** Opens a stored feature, or says why it cannot be edited. */
export async function openById(layer: LayerId, id: string): Promise<void> {
  const key = keyOf(layer, id);
  const { session } = sessionStore.get();
  const layerReason = layerRefusal(session, layers[layer]);
  if (layerReason) return say(layerReason);
  if (editStore.get().history.present.has(key)) return openEdit(key);
  const stored = await fetchStored(layer, id);
  if (!stored) return;
  const reason = featureRefusal(session, layers[layer], stored);
  if (reason) return say(reason);
  openStored(layer, stored);
}

/** From the service, so that editing begins with the newest; without the network from what is at hand. */
export async function fetchStored(layer: LayerId, id: string | number): Promise<Stored | undefined> {
  try {
    const path = `collections/${layer}/items/${encodeURIComponent(id)}`;
    return storedFrom(await fetchJson<CountyFeature>(path, { language: viewStore.get().language }));
  } catch (error) {
    if (!(error instanceof ServiceProblem)) throw error;
    const atHand = error.status === undefined ? storedAtHand(layer, id) : undefined;
    if (!atHand)
      say(error.detailText.zh ? error.detailText : text('没有取得该要素', 'The feature could not be fetched'));
    return atHand;
  }
}

function say(notice: Text): void {
  updateEdit({ notice, current: undefined, vertex: undefined });
}
