import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Bounds } from './address.ts';
import { clusterCount } from './clusters.ts';
import { tileMembers } from './query.ts';

/** TileJSON 3.0.0 of one layer. */
export interface TileJson {
  readonly tilejson: '3.0.0';
  readonly name: string;
  readonly description: string;
  readonly scheme: 'xyz';
  readonly tiles: readonly [string];
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds?: Bounds;
  readonly vector_layers: readonly VectorLayer[];
}

interface VectorLayer {
  readonly id: string;
  readonly description: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * How far, in degrees (about 20 km), the stated bounds reach beyond the county's data. A map reads the bounds once and
 * asks for no tile outside: what is drawn there later would stay unseen until the page is loaded again.
 */
const boundsMargin = 0.2;

/**
 * @param baseUrl where the tiles are mounted, without a slash at its end
 * @param county the box of all layers, undefined while there is no data. Not of the one layer: what has one feature today
 *   has its next one anywhere in the county.
 */
export function tileJson(
  layer: LayerDefinition,
  baseUrl: string,
  county: Bounds | undefined,
  clustered = false,
): TileJson {
  const { minimumZoom: minzoom, maximumZoom: maxzoom } = layer.tiles;
  const fields = Object.fromEntries(
    tileMembers(layer).map(([name, { title, unit }]) => [
      name,
      `${title.zh} / ${title.en}${unit === undefined ? '' : ` (${unit})`}`,
    ]),
  );
  if (clustered && layer.tiles.clusters) fields[clusterCount] = '此处点数 / Points drawn as one here';
  return {
    tilejson: '3.0.0',
    name: `${layer.title.zh} / ${layer.title.en}`,
    description: `${layer.description.zh} ${layer.description.en}`,
    scheme: 'xyz',
    tiles: [`${baseUrl}/${layer.id}/{z}/{x}/{y}${clustered ? '?clusters=on' : ''}`],
    minzoom,
    maxzoom,
    ...(county === undefined ? {} : { bounds: widened(county) }),
    vector_layers: [{ id: layer.id, description: `${layer.title.zh} / ${layer.title.en}`, minzoom, maxzoom, fields }],
  };
}

/** Outwards by the margin, to whole thousandths of a degree. */
function widened([w, s, e, n]: Bounds): Bounds {
  const outwards = (value: number, limit: number): number =>
    Math.min(limit, Math.ceil((value + boundsMargin) * 1000) / 1000);
  return [-outwards(-w, 180), -outwards(-s, 90), outwards(e, 180), outwards(n, 90)];
}
