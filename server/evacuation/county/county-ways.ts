import type { Feature, LineString, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { type EvacuationNumbers, evacuationNumbers } from '../../../data/standards/evacuation.ts';
import { textOf } from '../features.ts';
import { findBridges } from '../network/bridges.ts';
import { buildRoadGraph } from '../network/build.ts';
import { closedEdges } from '../network/closures.ts';
import { arcCosts } from '../network/costs.ts';
import { cuttingEdges } from '../network/cutting-edges.ts';
import { fords } from '../network/fords.ts';
import { type RoadGraph, roadOf } from '../network/graph.ts';
import { type EdgeIndex, indexEdges } from '../network/places.ts';
import type { RoadLine } from '../network/road-line.ts';
import { joinedParts, type PartsOfRoads } from '../network/road-parts.ts';
import { makeRoadPlacer, type RoadPlacer } from '../network/road-placer.ts';
import { pathOf, searchTree } from '../network/shortest.ts';
import { splitEdges } from '../network/split.ts';
import { isOpenTo, type TravelMode } from '../network/travel.ts';
import { indexZones, partsInZones } from '../network/zones.ts';
import { partsWithHazards } from '../plan/hazards.ts';
import { activityOf } from '../time-window.ts';
import type { TimeWindow } from '../types.ts';
import { EdgesOfRoads } from './edges-of-roads.ts';

/** The roads of a whole county, not split at places. */
export interface RoadsOfCounty {
  readonly graph: RoadGraph;
  readonly index: () => EdgeIndex;
  readonly placer: () => RoadPlacer;
}

export function roadsOfCounty(roads: readonly RoadLine[]): RoadsOfCounty {
  const { graph } = buildRoadGraph(roads);
  let placer: RoadPlacer | undefined;
  return {
    graph,
    index: () => indexEdges(graph),
    placer: () => {
      placer ??= makeRoadPlacer(graph.lines);
      return placer;
    },
  };
}

/** What the ways of a county are worked out from. */
export interface CountyParts {
  readonly network: RoadsOfCounty;
  readonly flood_points: readonly Feature<Point>[];
  readonly shelters: readonly Feature<Point>[];
  readonly closures: readonly Feature<LineString>[];
  readonly road_hazards: readonly Feature<LineString>[];
  readonly flood_zones: readonly Feature<Polygon | MultiPolygon>[];
}

/** Who goes when; the width in metres that a road has to have, where it is known. */
export interface Journey {
  readonly window: TimeWindow;
  readonly mode: TravelMode;
  readonly neededWidthMetres: number | null;
}

export interface Place {
  readonly node: number;
  /** From the place straight to the network. */
  readonly accessMetres: number;
}

export interface BestWay {
  /** From the point to the shelter, both accesses included. */
  readonly metres: number;
  /** On roads of which nobody knows whether they are wide enough; 0 for people on foot. */
  readonly metresOfUnknownWidth: number;
}

/** Metres that a way may be longer to keep clear of a metre of danger: so many that length hardly ever outweighs it. */
const metresPerExposedMetre = 10_000;

/**
 * The roads of a whole county with its points and shelters on them, made once for all checks until something of it
 * changes. What a journey may use is worked out when it is first asked for, and kept.
 */
export class CountyWays {
  readonly #parts: CountyParts;
  readonly #numbers: EvacuationNumbers;
  readonly #places = new Map<string, Place>();
  /** Where shelters that take people in are reached. */
  readonly #refuges: Readonly<Record<TravelMode, readonly number[]>>;
  readonly #exposed: PartsOfRoads;
  readonly #ways = new Map<string, JourneyWays>();
  /** Split at the places. */
  readonly graph: RoadGraph;
  readonly edges: EdgesOfRoads;

  constructor(parts: CountyParts, numbers: EvacuationNumbers = evacuationNumbers()) {
    this.#parts = parts;
    this.#numbers = numbers;
    const zones = indexZones(parts.flood_zones);
    const edgeIndex = parts.network.index();
    const entered = [
      ...parts.flood_points.map((feature) => ({ feature, layer: 'flood_points' as const })),
      ...parts.shelters.map((feature) => ({ feature, layer: 'shelters' as const })),
    ].flatMap(({ feature, layer }) =>
      // The nearest road may be a footpath, and cars start from the road behind it.
      modes.flatMap((mode) => {
        const isUsable = (edge: number) => isOpenTo(mode, roadOf(parts.network.graph, edge));
        const entry = edgeIndex.nearest(feature.geometry.coordinates, numbers.entry_reach_m, isUsable);
        return entry === null ? [] : [{ feature, layer, mode, entry }];
      }),
    );
    const split = splitEdges(
      parts.network.graph,
      entered.map(({ entry }) => entry),
    );
    this.graph = split.graph;
    this.edges = new EdgesOfRoads(split.graph);
    const refuges: Record<TravelMode, number[]> = { foot: [], vehicle: [] };
    for (const [index, { feature, layer, mode, entry }] of entered.entries()) {
      const node = split.nodes[index] ?? -1;
      this.#places.set(keyOf(layer, feature, mode), { node, accessMetres: entry.accessMetres });
      if (layer === 'shelters' && isRefuge(feature, zones.contains)) refuges[mode].push(node);
    }
    this.#refuges = refuges;
    this.#exposed = joinedParts(
      partsInZones(parts.network.graph, zones),
      partsWithHazards(parts.road_hazards, parts.network.placer, []),
      fords(parts.network.graph),
    );
  }

  /** All of them: which of them hold depends on the time of a journey. */
  get closures(): readonly Feature<LineString>[] {
    return this.#parts.closures;
  }

  /** Where a point or a shelter reaches the network; undefined where no road is near or it is not in the county. */
  placeOf(layer: 'flood_points' | 'shelters', feature: Feature<Point>, mode: TravelMode): Place | undefined {
    return this.#places.get(keyOf(layer, feature, mode));
  }

  /**
   * Whether the loss of an edge leaves no way from a node to any shelter that takes people in. One-way roads are ways for
   * vehicles in their direction only.
   */
  cutsOff(journey: Journey, edge: number, node: number): boolean {
    const { cost, bridges, isOneWay, cutting } = this.#waysOf(journey);
    // Where all roads go both ways one walk over the network answers for all points.
    if (!isOneWay) return bridges.parts(edge) && !bridges.sideHasMark(edge, node);
    const known = cutting.get(node);
    const edges = known ?? { lost: this.#cuttingEdges(journey, cost, node) };
    if (known === undefined) cutting.set(node, edges);
    return edges.lost === undefined || edges.lost.has(edge);
  }

  #cuttingEdges({ mode }: Journey, cost: Float64Array, node: number): ReadonlySet<number> | undefined {
    return cuttingEdges(this.graph, (arc) => Number.isFinite(cost[arc]), node, this.#refuges[mode]);
  }

  /** Of the ways least exposed to flood zones, fords and hazards the shortest; undefined where there is none. */
  bestWay(journey: Journey, from: Place, to: Place): BestWay | undefined {
    const { cost } = this.#waysOf(journey);
    const tree = searchTree(this.graph, cost, [{ node: from.node, cost: 0 }], { target: to.node });
    const arcs = pathOf(this.graph, tree, to.node);
    if (arcs === undefined) return undefined;
    let metres = from.accessMetres + to.accessMetres;
    let metresOfUnknownWidth = 0;
    for (const arc of arcs) {
      const own = this.graph.edges.lengthMetres[arc >> 1] ?? 0;
      metres += own;
      if (journey.mode === 'vehicle' && roadOf(this.graph, arc >> 1).widthMetres === null) metresOfUnknownWidth += own;
    }
    return { metres, metresOfUnknownWidth };
  }

  #waysOf(journey: Journey): JourneyWays {
    const { closures } = this.#parts;
    const active = closures.map((closure) => activityOf(closure, journey.window) !== 'inactive');
    const key = `${journey.mode} ${journey.neededWidthMetres} ${active.map(Number).join('')}`;
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    // Another time, other closures: what is over is not asked for again.
    if (this.#ways.size >= mostWays) this.#ways.clear();
    const ways = this.#findWays(journey);
    this.#ways.set(key, ways);
    return ways;
  }

  #findWays({ window, mode, neededWidthMetres }: Journey): JourneyWays {
    const { graph } = this;
    const closed = closedEdges(this.#parts.network.graph, this.#parts.closures, window, this.#parts.network.placer);
    const scenario = { mode, closed, exposed: this.#exposed, impassable: new Map() };
    const { metres, exposureMillimetres } = arcCosts(graph, scenario, this.#numbers);
    const cost = metres.map((own, arc) => own + (metresPerExposedMetre * (exposureMillimetres?.[arc] ?? 0)) / 1000);
    if (mode === 'vehicle' && neededWidthMetres !== null) {
      for (let edge = 0; edge < graph.edges.count; edge++) {
        const width = roadOf(graph, edge).widthMetres;
        if (width === null || width >= neededWidthMetres) continue;
        cost.fill(Number.POSITIVE_INFINITY, 2 * edge, 2 * edge + 2);
      }
    }
    const isOpen = (edge: number) => Number.isFinite(cost[2 * edge]) || Number.isFinite(cost[2 * edge + 1]);
    const bridges = findBridges(graph, isOpen, this.#refuges[mode]);
    const isOneWay = cost.some(
      (own, arc) => (arc & 1) === 0 && Number.isFinite(own) !== Number.isFinite(cost[arc + 1]),
    );
    return { cost, bridges, isOneWay, cutting: new Map() };
  }
}

/** Kinds of journeys of which the ways are kept: two modes, a few widths of vehicles. */
const mostWays = 12;

interface JourneyWays {
  readonly cost: Float64Array;
  /** Whatever the directions of one-way roads. */
  readonly bridges: ReturnType<typeof findBridges>;
  /** Some road can be used in one direction only. */
  readonly isOneWay: boolean;
  /** By the node that is set out from, as they are asked for: the edges that every way takes; none: there is no way. */
  readonly cutting: Map<number, { readonly lost: ReadonlySet<number> | undefined }>;
}

const modes: readonly TravelMode[] = ['foot', 'vehicle'];

function keyOf(layer: string, feature: Feature, mode: TravelMode): string {
  const code = textOf(feature, 'code');
  const own = code === null ? `id ${feature.id ?? JSON.stringify(feature.geometry)}` : `code ${code}`;
  return `${layer} ${mode} ${own}`;
}

function isRefuge(shelter: Feature<Point>, isFlooded: (longitude: number, latitude: number) => boolean): boolean {
  const [longitude = Number.NaN, latitude = Number.NaN]: Position = shelter.geometry.coordinates;
  return textOf(shelter, 'state') !== 'closed' && shelter.properties?.capacity !== 0 && !isFlooded(longitude, latitude);
}
