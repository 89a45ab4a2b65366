import { expect, it } from 'vitest';
import { thinnedAt } from '../../../client/actions/thinned.ts';
import { layerList, layers } from '../../../data/layers/index.ts';
import { valuesKept } from '../../../data/layers/thinning.ts';

it('says what of a layer is drawn from afar, and from where all of it is', () => {
  const said = (zoom: number) => thinnedAt(layers.road_hazards, zoom);
  expect(said(9.9)).toEqual({ drawn: [{ zh: '重大', en: expect.any(String) }], wholeFrom: 12 });
  expect(said(10)?.drawn.map(({ zh }) => zh)).toEqual(['重大', '较大']);
  expect(said(11.99)?.drawn).toHaveLength(3);
  expect(said(12)).toBeUndefined();
});

it('says it exactly where tiles leave something out', () => {
  for (const layer of layerList) {
    for (let zoom = layer.style.minimumZoom; zoom <= 20; zoom += 0.5) {
      const thinned = thinnedAt(layer, zoom);
      expect(thinned !== undefined, `${layer.id} at ${zoom}`).toBe(valuesKept(layer, Math.floor(zoom)) !== undefined);
      if (!thinned) continue;
      expect(zoom).toBeLessThan(thinned.wholeFrom);
      expect(thinned.drawn.length).toBeGreaterThan(0);
    }
  }
});

it('says nothing of what is not drawn at all from so far', () => {
  expect(thinnedAt(layers.road_hazards, layers.road_hazards.style.minimumZoom - 1)).toBeUndefined();
});
