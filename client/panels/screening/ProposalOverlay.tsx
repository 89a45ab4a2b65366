import { useEffect } from 'react';
import { proposalOverlay } from '../../actions/proposals.ts';
import type { Proposal } from '../../api/screening.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { setOverlay } from '../../map/overlays.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { useScreening } from '../../state/screening.ts';

/** Keeps the listed proposals on the map and leads to the active one. */
export function ProposalOverlay({ proposals }: { readonly proposals: readonly Proposal[] }) {
  const map = useStore(mapStore, (value) => value);
  const active = useScreening((screening) => screening.active);

  useEffect(() => {
    if (map) setOverlay(map, 'proposals', proposalOverlay(proposals, active));
  }, [map, proposals, active]);

  useEffect(() => {
    if (!map) return;
    return () => {
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) setOverlay(map, 'proposals', undefined);
    };
  }, [map]);

  const geometry = proposals.find(({ id }) => id === active)?.geometry;
  // Fetched again unchanged it is the same object, and the map stays where the person has moved it.
  useEffect(() => {
    if (map && geometry) flyToGeometry(map, geometry);
  }, [map, geometry]);

  return null;
}
