import { text } from '../../text.ts';
import type { Mapping } from '../mapping.ts';
import { mapSettlement, mapShelter } from './places.ts';
import { mapRoad } from './roads.ts';
import { mapWaterBody, mapWatercourse } from './water.ts';

/** Tags that only OpenStreetMap has, and members that only our layers have. */
const theirs = ['highway', 'waterway', 'place', 'natural', 'amenity', 'landuse', 'tourism', 'other_tags'];
const ours = ['road_class', 'road_code', 'structure', 'kind', 'code', 'township'];

/** OpenStreetMap: https://wiki.openstreetmap.org/wiki/Map_features */
export const osm: Mapping = {
  id: 'osm',
  title: text('OpenStreetMap 标签', 'tags of OpenStreetMap'),
  layers: {
    roads: mapRoad,
    watercourses: mapWatercourse,
    water_bodies: mapWaterBody,
    settlements: mapSettlement,
    shelters: mapShelter,
  },
  recognises(properties) {
    const has = (name: string) => properties[name] !== undefined && properties[name] !== null;
    return theirs.some(has) && !ours.some(has);
  },
};
