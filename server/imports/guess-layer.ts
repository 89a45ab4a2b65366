import type { LayerDefinition, LayerId } from '../../data/layers/definition.ts';
import { mappings } from '../../data/mappings/index.ts';
import { isRecord } from '../layers/changes/content.ts';

/** Geometries that a layer takes; a single one stands for its multi type, and the other way round with one part. */
const takenBy: Readonly<Record<LayerDefinition['geometry'], readonly string[]>> = {
  Point: ['Point'],
  LineString: ['LineString', 'MultiLineString'],
  MultiLineString: ['LineString', 'MultiLineString'],
  MultiPolygon: ['Polygon', 'MultiPolygon'],
};

/** What a required member that is there counts, beside any known member's 1: `hazard` and `grade` tell, `name` does not. */
const requiredWeight = 4;
const shared = new Set(['code', 'name', 'township', 'remarks']);

interface LayerGuess {
  /** The layers that the features may be meant for, the likeliest first. */
  readonly likely: readonly LayerId[];
  /** The likeliest; undefined where another is just as likely, since a wrong one would be written over. */
  readonly layer: LayerId | undefined;
}

/**
 * The layers that a file's features may be meant for: those that take most of its geometries, ordered by how many of
 * its members they know. Pure.
 *
 * @param values the first features of the file
 */
export function guessLayers(values: readonly unknown[], candidates: readonly LayerDefinition[]): LayerGuess {
  const features = values.filter(isRecord);
  const scored = candidates
    .map((layer) => ({ layer, score: scoreOf(layer, features) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  const isTie = first !== undefined && second !== undefined && first.score === second.score;
  return { likely: scored.map(({ layer }) => layer.id), layer: isTie ? undefined : first?.layer.id };
}

function scoreOf(layer: LayerDefinition, features: readonly Record<string, unknown>[]): number {
  const fitting = features.filter(({ geometry }) => {
    // A feature without a geometry changes members of one that is there.
    if (geometry === null || geometry === undefined) return true;
    return isRecord(geometry) && takenBy[layer.geometry].includes(String(geometry.type));
  });
  if (fitting.length * 2 <= features.length) return 0;
  const names = new Set(
    fitting.flatMap(({ properties }) =>
      isRecord(properties) ? Object.keys(properties).filter((name) => !name.startsWith('_')) : [],
    ),
  );
  const known = [...names].filter((name) => name in layer.properties);
  const telling = known.filter((name) => layer.required.includes(name) && !shared.has(name));
  const own = known.filter((name) => !shared.has(name)).length + requiredWeight * telling.length;
  return fitting.length / features.length + own + (mapped(layer, fitting) ? requiredWeight : 0);
}

/** Whether a mapping takes most of these features over into the layer. */
function mapped(layer: LayerDefinition, features: readonly Record<string, unknown>[]): boolean {
  return mappings.some(({ layers, recognises }) => {
    const map = layers[layer.id];
    if (!map) return false;
    const taken = features.filter(({ geometry, properties }) => {
      if (!isRecord(geometry) || !isRecord(properties) || !recognises(properties)) return false;
      try {
        return map({ geometry: geometry as never, properties }).taken;
      } catch {
        // Its structure has not been checked yet; the preview will say what is wrong with it.
        return false;
      }
    });
    return taken.length * 2 > features.length;
  });
}
