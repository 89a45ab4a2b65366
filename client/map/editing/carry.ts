import { layers } from '../../../data/layers/index.ts';
import { keyOf, type Stored, storedFrom } from '../../actions/editing/content.ts';
import { type Carried, type Dependant, layersAlongRoads } from '../../actions/editing/dependants.ts';
import { featureRefusal } from '../../actions/editing/permission.ts';
import { fetchJson } from '../../api/http.ts';
import type { CountyFeatures } from '../../api/types.ts';
import { beginAsking, type CarryOffer, endsOf, offerCarrying } from '../../state/carrying.ts';
import { editStore, updateEdit } from '../../state/edit.ts';
import { change, current, layerOf } from '../../state/editSession.ts';
import { sessionStore } from '../../state/session.ts';
import { viewStore } from '../../state/view.ts';

/** What is done to a section that others may name. */
interface Treated {
  /** The section that stays in hand, or is deleted. */
  readonly road: string;
  /** Its code, or that of the section which is gone. */
  readonly code: unknown;
  /** The new section, where it was split. */
  readonly second?: string;
  readonly carry: (dependants: readonly Dependant[], secondCode: string) => Carried;
}

const most = 1000;

/** Asks who names the section, and offers to carry them along. `undecidedBecause` is asked before. */
export async function offerToCarry({ road, code, second, carry }: Treated): Promise<void> {
  offerCarrying(undefined);
  if (typeof code !== 'string' || code === '') return;
  const now = current(road);
  const offered = { road, isDeleted: !now, ends: endsOf(now) };
  const asked = beginAsking();
  try {
    const dependants = await dependantsOf(code);
    if (dependants.length === 0) return;
    const secondCode = second === undefined ? code : await freeCode(code);
    const carried = carry(dependants, secondCode);
    const isRefused = ({ layer, content }: Dependant) =>
      featureRefusal(sessionStore.get().session, layers[layer], content) !== undefined;
    const refused = carried.changed.filter(isRefused);
    const changed = carried.changed.filter((one) => !isRefused(one));
    if (changed.length + refused.length + carried.undecided.length === 0) return;
    const named = second === undefined ? undefined : { key: second, code: secondCode };
    offerCarrying({ ...offered, second: named, carried: { ...carried, changed }, refused, isUnknown: false });
  } catch {
    const nobody = { changed: [], undecided: [] };
    offerCarrying({ ...offered, second: undefined, carried: nobody, refused: [], isUnknown: true });
  } finally {
    asked();
  }
}

/** As they are in the session: with its edits, without what it has deleted. */
async function dependantsOf(code: string): Promise<Dependant[]> {
  const found: Dependant[] = [];
  const { history } = editStore.get();
  for (const layer of layersAlongRoads) {
    const path = `collections/${layer}/items?segment_code=${encodeURIComponent(code)}&limit=${most}`;
    const { features } = await fetchJson<CountyFeatures>(path, { language: viewStore.get().language });
    const stored = features.flatMap((feature) => storedFrom(feature) ?? []);
    keepOriginals(layer, stored);
    for (const one of stored) {
      const key = keyOf(layer, one.id);
      if (!history.present.has(key)) found.push({ key, layer, content: one });
    }
    for (const [key, { layer: of, content }] of history.present) {
      if (of === layer && content?.properties.segment_code === code) found.push({ key, layer, content });
    }
  }
  return found;
}

/** The session must know what the service holds of whatever it is to change. */
function keepOriginals(layer: (typeof layersAlongRoads)[number], stored: readonly Stored[]): void {
  const { originals: known, history } = editStore.get();
  const originals = new Map(known);
  for (const one of stored) {
    const key = keyOf(layer, one.id);
    if (!history.present.has(key)) originals.set(key, one);
  }
  updateEdit({ originals });
}

/** The code with a number behind it that no section has. */
async function freeCode(code: string): Promise<string> {
  for (let number = 2; ; number += 1) {
    const wanted = `${code}-${number}`;
    const isDrawn = [...editStore.get().history.present.values()].some(
      ({ layer, content }) => layer === 'roads' && content?.properties.code === wanted,
    );
    if (isDrawn) continue;
    const path = `collections/roads/items?code=${encodeURIComponent(wanted)}&limit=1`;
    const { features } = await fetchJson<CountyFeatures>(path, { language: viewStore.get().language });
    if (features.length === 0) return wanted;
  }
}

/** One more step of the session, saved with the others in one transaction. */
export function carryAlong({ second, carried }: CarryOffer): void {
  const road = second && current(second.key);
  const code = road?.properties.code;
  // The person may have given the new section a code of their own since.
  const own = typeof code === 'string' && code !== '' ? code : second?.code;
  change([
    ...(second && road
      ? ([
          [
            second.key,
            {
              layer: layerOf(second.key),
              content: { ...road, properties: { ...road.properties, code: own } },
            },
          ],
        ] as const)
      : []),
    ...carried.changed.map(({ key, layer, content }) => {
      const properties = second ? { ...content.properties, segment_code: own } : content.properties;
      return [key, { layer, content: { geometry: content.geometry, properties } }] as const;
    }),
  ]);
  offerCarrying(undefined);
}
