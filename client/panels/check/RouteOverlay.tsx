import { useEffect } from 'react';
import { routeOverlay } from '../../actions/routeOverlay.ts';
import { emphasiseFinding, setOverlay } from '../../map/overlays.ts';
import { useCheck } from '../../state/check.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { useCurrentCheck } from '../../state/useCurrentCheck.ts';
import { useWording } from '../../state/useWording.ts';

/** Keeps the checked route and its findings on the map for as long as there is one. */
export default function RouteOverlay() {
  const { messages } = useWording();
  const map = useStore(mapStore, (value) => value);
  const line = useCheck((check) => check.subject?.line);
  const activeFinding = useCheck((check) => check.activeFinding);
  const { data: report } = useCurrentCheck();

  useEffect(() => {
    if (!map || !line) return;
    setOverlay(map, 'route', routeOverlay(line, report, { start: messages.start, end: messages.end }));
  }, [map, line, report, messages]);

  useEffect(() => {
    if (!map) return;
    return () => {
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) setOverlay(map, 'route', undefined);
    };
  }, [map]);

  useEffect(() => {
    if (map) emphasiseFinding(map, activeFinding);
  }, [map, activeFinding]);

  return null;
}
