import {
  CompassOutlined,
  FullscreenExitOutlined,
  MinusOutlined,
  PlusOutlined,
  PrinterOutlined,
} from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { usePrintWords } from '../i18n/print/usePrintWords.ts';
import { useSeeingWords } from '../i18n/seeing/useSeeingWords.ts';
import { flyToBounds } from '../map/camera.ts';
import { useCheck } from '../state/check.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { beginMeasuring, endMeasuring, useMeasure } from '../state/measure.ts';
import { openCover, usePanels } from '../state/panels.ts';
import { useWording } from '../state/useWording.ts';
import { showRelief, useView } from '../state/view.ts';
import { LocateButton, LocationTrouble } from './field/LocateButton.tsx';
import styles from './MapControls.module.css';

interface MapControlsProps {
  readonly elevation: boolean;
  readonly bounds: readonly [number, number, number, number] | null;
}

export function MapControls({ bounds, elevation }: MapControlsProps) {
  const { messages } = useWording();
  const map = useStore(mapStore, (value) => value);
  const bearing = useBearing();
  return (
    <>
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
        <LocateButton />
        {Math.abs(bearing) > 0.5 ? (
          <button
            type="button"
            title={messages.northUp}
            aria-label={messages.northUp}
            onClick={() => map?.resetNorth()}
          >
            <CompassOutlined aria-hidden style={{ transform: `rotate(${-bearing - 45}deg)` }} />
          </button>
        ) : null}
        {elevation ? <ReliefButton /> : null}
        <MeasureButton />
        <PrintButton />
      </div>
      <LocationTrouble />
    </>
  );
}

function ReliefButton() {
  const words = useSeeingWords();
  const relief = useView((view) => view.relief);
  const label = relief ? words.reliefOff : words.relief;
  return (
    <button type="button" title={label} aria-pressed={relief} onClick={() => showRelief(!relief)}>
      <b>3D</b>
      <span className="visually-hidden">{words.relief}</span>
    </button>
  );
}

function MeasureButton() {
  const words = useSeeingWords();
  const active = useMeasure((state) => state.active);
  const drawing = useCheck((check) => check.drawing);
  const editing = usePanels((panels) => panels.right === 'editing');
  return (
    <button
      type="button"
      title={active ? words.measureClose : words.measure}
      aria-label={words.measure}
      aria-pressed={active}
      disabled={drawing || editing}
      onClick={active ? endMeasuring : beginMeasuring}
    >
      <svg width="17" height="17" viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="M3 16.5 16.5 3 21 7.5 7.5 21zM7 12.5l2 2M10 9.5l3 3M13 6.5l2 2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.9"
          strokeLinejoin="round"
        />
      </svg>
    </button>
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
