import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BuiltNetwork, buildRoadGraph } from '../../../server/evacuation/network/build.ts';
import type { RoadLine } from '../../../server/evacuation/network/road-line.ts';

/** Roads over the places of a small lattice: they share vertices, repeat each other, pass one place twice or have no length. */
const roads: fc.Arbitrary<RoadLine> = fc
  .record({
    places: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 5 }),
    oneway: fc.constantFrom('both' as const, 'forward' as const, 'backward' as const),
    key: fc.nat(1000),
  })
  .map(({ places, oneway, key }) => ({
    feature: 1,
    key,
    codes: [],
    roadCode: null,
    name: null,
    roadClass: 'village',
    structure: 'road',
    oneway,
    motorVehicles: null,
    designSpeedKmh: null,
    widthMetres: null,
    lanes: null,
    fromMetres: null,
    toMetres: null,
    coordinates: Float64Array.from(places.flatMap(([x, y]) => [110 + x / 1000, 31 + y / 1000])),
  }));

type Edit =
  | { readonly kind: 'add'; readonly road: RoadLine; readonly at: number }
  | { readonly kind: 'replace'; readonly road: RoadLine; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number };

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), road: roads, at: fc.nat(50) }),
  fc.record({ kind: fc.constant('replace' as const), road: roads, at: fc.nat(50) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(50) }),
);

function edited(before: readonly RoadLine[], edit: Edit): RoadLine[] {
  const place = edit.at % (before.length + 1);
  const road = edit.kind === 'remove' ? [] : [edit.road];
  return [...before.slice(0, place), ...road, ...before.slice(place + (edit.kind === 'add' ? 0 : 1))];
}

function ofIt({ graph, faults }: BuiltNetwork) {
  const { lines, ...rest } = graph;
  return { ...rest, lines: { ...lines, roads: lines.roads.length }, faults };
}

it('built anew after any edits is the network that building it from nothing gives', () => {
  fc.assert(
    fc.property(
      fc.array(roads, { maxLength: 12 }),
      fc.array(fc.array(edits, { maxLength: 3 }), { maxLength: 8 }),
      (first, all) => {
        let present: readonly RoadLine[] = first;
        let built = buildRoadGraph(present);
        for (const batch of all) {
          for (const edit of batch) present = edited(present, edit);
          built = buildRoadGraph(present, built);
          expect(ofIt(built)).toEqual(ofIt(buildRoadGraph(present)));
        }
      },
    ),
  );
});

it('measures only the roads that an edit touches', () => {
  const before = fc.sample(roads, { numRuns: 30, seed: 7 });
  const built = buildRoadGraph(before);
  const one = fc.sample(roads, { numRuns: 1, seed: 8 })[0];
  if (one === undefined) throw new Error('no road was made');
  // A road whose coordinates can be read no more shows that nobody looks at them.
  for (const road of before) Object.defineProperty(road, 'coordinates', { value: { length: road.coordinates.length } });
  const again = buildRoadGraph([...before, one], built);
  expect(again.graph.lines.metres.subarray(0, built.graph.lines.metres.length)).toEqual(built.graph.lines.metres);
});
