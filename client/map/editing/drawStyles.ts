/** Of what is being edited: dark on white, unlike anything that the county's layers have. */
const ink = '#17313b';
const accent = '#00a3c4';
const paper = '#ffffff';

const snappingPoint = {
  snappingPointColor: accent,
  snappingPointWidth: 6,
  snappingPointOutlineColor: paper,
  snappingPointOutlineWidth: 2,
} as const;

const coordinatePoint = {
  coordinatePointColor: paper,
  coordinatePointWidth: 5,
  coordinatePointOutlineColor: ink,
  coordinatePointOutlineWidth: 2,
} as const;

const closingPoint = {
  closingPointColor: '#136a7a',
  closingPointWidth: 7,
  closingPointOutlineColor: paper,
  closingPointOutlineWidth: 2,
} as const;

export const drawStyles = {
  select: {
    selectedPointColor: accent,
    selectedPointWidth: 9,
    selectedPointOutlineColor: paper,
    selectedPointOutlineWidth: 3,
    selectedLineStringColor: ink,
    selectedLineStringWidth: 3,
    selectedPolygonColor: accent,
    selectedPolygonFillOpacity: 0.18,
    selectedPolygonOutlineColor: ink,
    selectedPolygonOutlineWidth: 3,
    selectionPointColor: paper,
    selectionPointWidth: 6,
    selectionPointOutlineColor: ink,
    selectionPointOutlineWidth: 2,
    midPointColor: accent,
    midPointWidth: 4,
    midPointOutlineColor: paper,
    midPointOutlineWidth: 1,
  },
  point: { pointColor: accent, pointWidth: 9, pointOutlineColor: paper, pointOutlineWidth: 3 },
  linestring: { lineStringColor: ink, lineStringWidth: 3, ...coordinatePoint, ...closingPoint, ...snappingPoint },
  polygon: {
    fillColor: accent,
    fillOpacity: 0.18,
    outlineColor: ink,
    outlineWidth: 3,
    ...coordinatePoint,
    ...closingPoint,
    ...snappingPoint,
  },
} as const;
