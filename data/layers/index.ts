import { type Text, text } from '../text.ts';
import { closures } from './closures.ts';
import type { LayerDefinition, LayerGroupId, LayerId } from './definition.ts';
import { evacuationRoutes } from './evacuation_routes.ts';
import { floodPoints } from './flood_points.ts';
import { floodZones } from './flood_zones.ts';
import { roadHazards } from './road_hazards.ts';
import { roads } from './roads.ts';
import { settlements } from './settlements.ts';
import { shelters } from './shelters.ts';
import { townships } from './townships.ts';
import { waterBodies } from './water_bodies.ts';
import { waterWorks } from './water_works.ts';
import { watercourses } from './watercourses.ts';

export type { LayerDefinition, LayerId } from './definition.ts';

/** Every layer, in the order in which the bureaus read them. Adding one is a file here and a migration. */
export const layers: Readonly<Record<LayerId, LayerDefinition>> = {
  roads,
  road_hazards: roadHazards,
  closures,
  flood_points: floodPoints,
  flood_zones: floodZones,
  water_works: waterWorks,
  evacuation_routes: evacuationRoutes,
  shelters,
  settlements,
  townships,
  watercourses,
  water_bodies: waterBodies,
};

export const layerList: readonly LayerDefinition[] = Object.values(layers);

export const layerIds: readonly LayerId[] = layerList.map((layer) => layer.id);

export function isLayerId(id: string): id is LayerId {
  return Object.hasOwn(layers, id);
}

export const layerGroups: Readonly<Record<LayerGroupId, Text>> = {
  roads: text('公路', 'Roads'),
  flood: text('防汛', 'Floods'),
  evacuation: text('转移安置', 'Evacuation'),
  base: text('底图', 'Base map'),
};
