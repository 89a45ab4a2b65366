import {
  CompassOutlined,
  FullscreenExitOutlined,
  MinusOutlined,
  PlusOutlined,
  PrinterOutlined,
} from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { usePrintWords } from '../i18n/print/usePrintWords.ts';
import { flyToBounds } from '../map/camera.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { openCover } from '../state/panels.ts';
import { useWording } from '../state/useWording.ts';
import styles from './MapControls.module.css';

interface MapControlsProps {
  readonly bounds: readonly [number, number, number, number] | null;
}

export function MapControls({ bounds }: MapControlsProps) {
  const { messages } = useWording();
  const map = useStore(mapStore, (value) => value);
  const bearing = useBearing();
  return (
    <div className={styles.controls}>
      <button type="button" title={messages.zoomIn} aria-label={messages.zoomIn} onClick={() => map?.zoomIn()}>
        <PlusOutlined aria-hidden />
      </button>
      <button type="button" title={messages.zoomOut} aria-label={messages.zoomOut} onClick={() => map?.zoomOut()}>
        <MinusOutlined aria-hidden />
      </button>
      {bounds ? (
        <button
          type="button"
          title={messages.wholeCounty}
          aria-label={messages.wholeCounty}
          onClick={() => map && flyToBounds(map, bounds)}
        >
          <FullscreenExitOutlined aria-hidden />
        </button>
      ) : null}
      <PrintButton />
      {Math.abs(bearing) > 0.5 ? (
        <button type="button" title={messages.northUp} aria-label={messages.northUp} onClick={() => map?.resetNorth()}>
          <CompassOutlined aria-hidden style={{ transform: `rotate(${-bearing - 45}deg)` }} />
        </button>
      ) : null}
    </div>
  );
}

function PrintButton() {
  const words = usePrintWords();
  return (
    <button type="button" title={words.title} aria-label={words.title} onClick={() => openCover('print')}>
      <PrinterOutlined aria-hidden />
    </button>
  );
}

function useBearing(): number {
  const map = useStore(mapStore, (value) => value);
  const [bearing, setBearing] = useState(0);
  useEffect(() => {
    if (!map) return;
    const note = () => setBearing(map.getBearing());
    map.on('rotate', note);
    return () => {
      map.off('rotate', note);
    };
  }, [map]);
  return bearing;
}
