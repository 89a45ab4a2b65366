import { Router } from 'express';
import { layers } from '../../data/layers/index.ts';
import { evacuationNumbers } from '../../data/standards/evacuation.ts';
import type { Database } from '../database/database.ts';
import { type NetworkFault, networkFaultCodes } from '../evacuation/network/faults.ts';
import { deadEnds, findIslands } from '../evacuation/network/gaps.ts';
import { nodeCount } from '../evacuation/network/graph.ts';
import { featureCollectionText } from '../http/feature-collection.ts';
import { languageOf } from '../http/language.ts';
import { geoJsonType, jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readOneOf, readParameters, readPositive } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { entriesOf } from '../networks/entries.ts';
import type { CountyNetwork, NetworkService } from '../networks/network-service.ts';

const largestToleranceMetres = 100;
const largestReachMetres = 10_000;

export interface NetworkRouteServices {
  readonly database: Database;
  readonly networks: NetworkService;
}

/** Mounted at /api/network: the routable graph of the roads, what is wrong with it, and where places reach it. */
export function networkRoutes({ database, networks }: NetworkRouteServices): Router {
  const router = Router();

  router
    .route('/')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const network = await networks.current();
      const { graph } = network;
      const faults = faultsOf(network, evacuationNumbers().near_miss_m);
      const counts = networkFaultCodes.map((code) => [code, faults.filter((fault) => fault.code === code).length]);
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json({
          revision: network.revision,
          roads: graph.lines.roads.length,
          edges: graph.edges.count,
          nodes: nodeCount(graph),
          length_m: graph.edges.lengthMetres.reduce((sum, metres) => sum + metres, 0),
          faults: Object.fromEntries(counts.filter(([, count]) => count !== 0)),
        });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/gaps')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'kind', 'tolerance_m']);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const kind = readOneOf(parameters, 'kind', networkFaultCodes);
      const tolerance = readPositive(parameters, 'tolerance_m', largestToleranceMetres);
      const network = await networks.current();
      const language = languageOf(request);
      const found = faultsOf(network, tolerance ?? evacuationNumbers().near_miss_m).filter(({ code }) =>
        // Most dead ends are right: they are told to who asks for them.
        kind === undefined ? code !== 'dead_end' : code === kind,
      );
      const features = found.map(({ code, road, other, at, message }) =>
        JSON.stringify({
          type: 'Feature',
          geometry: at && { type: 'Point', coordinates: at },
          properties: { kind: code, road, other, message: message[language] },
        }),
      );
      response.set('Cache-Control', 'no-cache').vary('Accept-Language').type(type);
      response.send(documentOf(features, selfUrl(request).href));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/entries')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'collection', 'travel', 'reach_m']);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const numbers = evacuationNumbers();
      const named = readOneOf(parameters, 'collection', ['flood_points', 'shelters', 'settlements'] as const);
      const query = {
        travel: readOneOf(parameters, 'travel', ['foot', 'vehicle'] as const) ?? 'foot',
        reachMetres: readPositive(parameters, 'reach_m', largestReachMetres) ?? numbers.entry_reach_m,
        nearMetres: numbers.entry_near_m,
      };
      const network = await networks.current();
      const features: string[] = [];
      for (const id of named ? [named] : (['flood_points', 'shelters'] as const)) {
        const entries = await entriesOf(database.pool, layers[id], network, query);
        features.push(...entries.map((entry) => JSON.stringify(entry)));
      }
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(documentOf(features, selfUrl(request).href));
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

function faultsOf({ graph, faults, index }: CountyNetwork, toleranceMetres: number): NetworkFault[] {
  return [...faults, ...deadEnds(graph, toleranceMetres, index()), ...findIslands(graph)];
}

function documentOf(features: readonly string[], self: string): string {
  const links = [{ rel: 'self', href: self, type: geoJsonType }];
  return featureCollectionText({ features, next: undefined }, features.length, links);
}
