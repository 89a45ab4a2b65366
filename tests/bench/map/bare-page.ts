import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { shownAtFirst } from '../../../client/actions/view.ts';
import { mapStyle } from '../../../client/map/style.ts';
import { layerList } from '../../../data/layers/index.ts';

/**
 * `same`: MapLibre alone with our style, icons left out: what is drawn is the same, so the rest is what the workplace
 * around it costs. `plain`: one style layer a source, the least that shows the same tiles.
 */
export type BareStyle = 'same' | 'plain';

const libraryFolder = path.resolve(import.meta.dirname, '../../../node_modules/maplibre-gl/dist');
/** The service has no page below it. */
const folder = '/bench-bare/';

/** Lets the page find a bare MapLibre page on the service's own origin, whose tiles it may then fetch. */
export async function offerBarePage(page: Page, address: string, style: BareStyle): Promise<string> {
  const specification = style === 'same' ? sameStyle(address) : plainStyle(address);
  await page.route(`${address}${folder}**`, async (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === 'index.html') {
      await route.fulfill({ contentType: 'text/html', body: pageOf(specification) });
      return;
    }
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    await route.fulfill({ contentType, body: await readFile(path.join(libraryFolder, name)) });
  });
  return `${address}${folder}index.html`;
}

function sameStyle(address: string): unknown {
  return mapStyle({ apiUrl: `${address}/api/`, view: { shown: shownAtFirst, looks: {} }, elevation: false });
}

function plainStyle(address: string): unknown {
  const kinds = { Point: 'circle', LineString: 'line', MultiLineString: 'line', MultiPolygon: 'fill' } as const;
  return {
    version: 8,
    sources: Object.fromEntries(
      layerList.map(({ id, tiles }) => [
        id,
        { type: 'vector', url: `${address}/api/tiles/${id}.json${tiles.clusters ? '?clusters=on' : ''}` },
      ]),
    ),
    layers: layerList.map(({ id, geometry, style }) => ({
      id,
      type: kinds[geometry],
      source: id,
      'source-layer': id,
      minzoom: style.minimumZoom,
    })),
  };
}

function pageOf(style: unknown): string {
  return `<!doctype html><meta charset="utf-8"><title>bare</title>
<link rel="stylesheet" href="maplibre-gl.css">
<style>html,body,#map{height:100%;margin:0}</style>
<div id="map" aria-busy="true"></div>
<script type="module">
import { Map, setWorkerUrl } from './maplibre-gl.mjs';
setWorkerUrl(new URL('maplibre-gl-worker.mjs', location.href).href);
const [zoom, lat, lng] = location.hash.replace('#map=', '').split('/').map(Number);
const element = document.querySelector('#map');
const map = new Map({ container: element, style: ${JSON.stringify(style)}, center: [lng, lat], zoom, maxPitch: 0, attributionControl: false });
map.setMissingStyleImageResolver(async (id) => { if (!map.hasImage(id)) map.addImage(id, { width: 1, height: 1, data: new Uint8Array(4) }); });
map.on('dataloading', () => element.setAttribute('aria-busy', 'true'));
map.on('idle', () => element.setAttribute('aria-busy', 'false'));
</script>`;
}
