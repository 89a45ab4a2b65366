import type { LineString } from 'geojson';
import { useEffect } from 'react';
import type { ElevationProfile } from '../../../server/elevation/profile.ts';
import { sampleNear } from '../../actions/profile/profile.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { showProfileLine } from '../../map/profile/profileOverlay.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { pointAt, profileStore } from '../../state/profile.ts';

/** The profile's line on the map, with a mark that follows the chart and a pointer that the chart follows. */
export function useProfileOverlay(line: LineString | undefined, profile: ElevationProfile | undefined): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map || !line || !profile) return;
    const { samples, length_m: length } = profile;
    const overlay = showProfileLine(map, line, (share) =>
      pointAt(share === undefined ? undefined : sampleNear(samples, share * length)),
    );
    const draw = () => {
      const { at } = profileStore.get();
      overlay.mark(at === undefined ? undefined : samples[at]?.position);
    };
    draw();
    const unsubscribe = profileStore.subscribe(draw);
    return () => {
      unsubscribe();
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) overlay.end();
    };
  }, [map, line, profile]);

  // Brings the whole line into view, once the card at the foot of the map has its height.
  useEffect(() => {
    if (!map || !line || !profile) return;
    const frame = requestAnimationFrame(() => flyToGeometry(map, line));
    return () => cancelAnimationFrame(frame);
  }, [map, line, profile]);
}
