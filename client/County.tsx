import { lazy, Suspense } from 'react';
import type { ServiceDescription } from './api/types.ts';
import styles from './County.module.css';
import { MapFilters } from './map/MapFilters.tsx';
import { MapView } from './map/MapView.tsx';
import { useChanges } from './map/useChanges.ts';
import { WarningMarks } from './map/WarningMarks.tsx';
import { useKeptShell } from './offline/useKeptShell.ts';
import { EmptyCounty } from './panels/EmptyCounty.tsx';
import { Guard } from './panels/Guard.tsx';
import { Header } from './panels/Header.tsx';
import { MapControls } from './panels/MapControls.tsx';
import { MapNotice } from './panels/MapNotice.tsx';
import { PartFailed } from './panels/PartFailed.tsx';
import { Readout } from './panels/Readout.tsx';
import { usePanels } from './state/panels.ts';
import { useWording } from './state/useWording.ts';

/** The panels bring Ant Design; the map does not wait for them. */
const Panels = lazy(() => import('./panels/Panels.tsx'));

/** What those see who may look at the county: its map and everything around it. */
export default function County({ service }: { readonly service: ServiceDescription }) {
  const { messages } = useWording();
  useChanges();
  useKeptShell();
  const rightOpen = usePanels((panels) => panels.right !== undefined || panels.cover === 'import');
  const layersOpen = usePanels((panels) => panels.layers);
  return (
    <div className={styles.county}>
      <button type="button" className={styles.skip} onClick={focusMap}>
        {messages.skipToMap}
      </button>
      <Header service={service} />
      <main className={styles.stage} data-right={rightOpen || undefined} data-left={layersOpen || undefined}>
        <MapView service={service} />
        <MapFilters />
        <WarningMarks />
        <MapNotice />
        <MapControls bounds={service.bounds} elevation={service.elevation} />
        <Readout />
        {service.bounds === null ? <EmptyCounty /> : null}
        <Guard fallback={<PartFailed />}>
          <Suspense fallback={null}>
            <Panels service={service} />
          </Suspense>
        </Guard>
      </main>
    </div>
  );
}

function focusMap(): void {
  document.querySelector<HTMLElement>('.maplibregl-canvas')?.focus();
}
