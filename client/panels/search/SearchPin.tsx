import { Marker } from 'maplibre-gl';
import { useEffect } from 'react';
import { useFindingWords } from '../../i18n/finding/useFindingWords.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { searchPinStore } from '../../state/search.ts';

const colour = '#b4231a';

/** Marks the place found; a click on the mark, or Enter, takes it away. */
export default function SearchPin() {
  const words = useFindingWords();
  const map = useStore(mapStore, (value) => value);
  const pin = useStore(searchPinStore, (value) => value);
  useEffect(() => {
    if (!map || !pin) return;
    const marker = new Marker({ color: colour }).setLngLat(pin).addTo(map);
    const element = marker.getElement();
    const label = `${words.pin} · ${words.removePin}`;
    element.setAttribute('role', 'button');
    element.setAttribute('tabindex', '0');
    element.setAttribute('aria-label', label);
    element.title = label;
    element.style.cursor = 'pointer';
    const remove = () => searchPinStore.set(undefined);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ' || event.key === 'Delete') remove();
    };
    const onClick = (event: MouseEvent) => {
      event.stopPropagation();
      remove();
    };
    element.addEventListener('click', onClick);
    element.addEventListener('keydown', onKey);
    return () => {
      marker.remove();
    };
  }, [map, pin, words]);
  return null;
}
