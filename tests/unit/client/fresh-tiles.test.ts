import { expect, test } from 'vitest';
import { readdressTiles, tileRequest } from '../../../client/map/freshTiles.ts';

const tile = (layer: string) => `http://localhost:8080/api/tiles/${layer}/16/53000/27000`;

test('each change of a layer gives its tiles another address, which the service takes for the same', () => {
  expect(tileRequest(tile('roads'))).toBeUndefined();
  readdressTiles('roads');
  const first = tileRequest(tile('roads'))?.url ?? '';
  readdressTiles('roads');
  const second = tileRequest(tile('roads'))?.url ?? '';
  expect(new Set([tile('roads'), first, second]).size).toBe(3);
  for (const url of [first, second]) expect(url.split('#')[0]).toBe(tile('roads'));
});

test('other layers and other addresses stay as they are', () => {
  readdressTiles('road_hazards');
  for (const url of [tile('shelters'), 'http://localhost:8080/api/tiles/road_hazards.json', 'http://localhost:8080/']) {
    expect(tileRequest(url)).toBeUndefined();
  }
  expect(tileRequest(tile('road_hazards'))).toBeDefined();
});
