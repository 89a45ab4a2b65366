import { type ScreeningInput, screen } from '../../../server/screening/screen.ts';
import type { ElevationSampler, ElevationSource, Finding, RoadInput } from '../../../server/screening/types.ts';
import { lineOf, toPlane } from '../../bench/screening/place.ts';
import { roadInput } from '../../bench/screening/roads.ts';
import { samplerOfOne } from '../../bench/screening/terrain-truth.ts';

export { lineOf, roadInput };

/** Vertices of tangent – arc – tangent in plane metres, `spacing` apart. Turns left for a positive angle in degrees. */
export function bendLine(radius: number, angle: number, spacing = 10, tangent = 150): { x: number[]; y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  const turn = (Math.abs(angle) * Math.PI) / 180;
  const side = Math.sign(angle);
  const arc = radius * turn;
  const total = 2 * tangent + arc;
  const count = Math.round(total / spacing);
  for (let i = 0; i <= count; i += 1) {
    const s = (i * total) / count;
    if (s <= tangent) {
      x.push(s);
      y.push(0);
    } else if (s <= tangent + arc) {
      const a = (s - tangent) / radius;
      x.push(tangent + radius * Math.sin(a));
      y.push(side * radius * (1 - Math.cos(a)));
    } else {
      const rest = s - tangent - arc;
      x.push(tangent + radius * Math.sin(turn) + rest * Math.cos(turn));
      y.push(side * (radius * (1 - Math.cos(turn)) + rest * Math.sin(turn)));
    }
  }
  return { x, y };
}

export function straightRoad(id: string, length: number, more: Parameters<typeof roadInput>[2] = {}, y = 0): RoadInput {
  const x = Array.from({ length: Math.round(length / 10) + 1 }, (_, i) => i * 10);
  return roadInput(
    id,
    lineOf(
      x,
      x.map(() => y),
    ),
    more,
  );
}

/** An exact elevation of a surface given in plane metres. */
export function surface(heightAt: (x: number, y: number) => number, cell = 2, rmse = 0.15): ElevationSampler {
  const source = { cellSizeMetres: cell, verticalRmseMetres: rmse };
  return samplerOfOne(source, (longitude, latitude) => heightAt(...toPlane(longitude, latitude)));
}

/** Surfaces over one another, finest first: of those the first with a height gives it. */
export function surfaces(
  ...layers: ReadonlyArray<ElevationSource & { readonly heightAt: (x: number, y: number) => number }>
): ElevationSampler {
  const has = ({ heightAt }: (typeof layers)[number], longitude: number, latitude: number): boolean =>
    !Number.isNaN(heightAt(...toPlane(longitude, latitude)));
  return {
    sources: layers,
    heightAt: (longitude, latitude) =>
      layers.find((layer) => has(layer, longitude, latitude))?.heightAt(...toPlane(longitude, latitude)) ?? Number.NaN,
    sourceAt: (longitude, latitude) => layers.findIndex((layer) => has(layer, longitude, latitude)),
    finest: (count) => surfaces(...layers.slice(0, count)),
  };
}

export function screened(input: Omit<ScreeningInput, 'sources'>): Finding[] {
  return screen({ ...input, sources: { roads: { name: 'test' } } });
}

export function ofHazard(findings: readonly Finding[], hazard: string): Array<Finding['properties']> {
  return findings.map(({ properties }) => properties).filter((properties) => properties.hazard === hazard);
}

export function gapsOf(findings: readonly Finding[], hazard: string): Array<Finding['properties']> {
  return ofHazard(findings, 'insufficient_data').filter(({ evidence }) => evidence.of === hazard);
}
