/** What of a layer goes into a file. */
export type ExportScope = 'layer' | 'view' | 'selected';

/** Formats that the service writes, as its `export` calls them; a further one is a line here. */
export const exportFormats = [{ id: 'geojson', title: 'GeoJSON', extension: 'geojson' }] as const;

export type ExportFormat = (typeof exportFormats)[number];
