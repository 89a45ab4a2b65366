import { lazy, Suspense, useEffect } from 'react';
import type { ServiceDescription } from '../api/types.ts';
import { useCheck } from '../state/check.ts';
import { useStore } from '../state/createStore.ts';
import { useWritingFilter } from '../state/filters.ts';
import { useMeasure } from '../state/measure.ts';
import { openRight, usePanels } from '../state/panels.ts';
import { searchPinStore } from '../state/search.ts';
import { useSession } from '../state/session.ts';
import { viewStore } from '../state/view.ts';
import { AntProvider } from './AntProvider.tsx';
import { FilterNotice } from './FilterNotice.tsx';
import { Guard } from './Guard.tsx';
import { LayerPanel } from './layers/LayerPanel.tsx';
import { PartFailed } from './PartFailed.tsx';
import { useGlobalKeys } from './useGlobalKeys.ts';

const DetailsPanel = lazy(() => import('./details/DetailsPanel.tsx'));
const CheckPanel = lazy(() => import('./check/CheckPanel.tsx'));
const EditingPanel = lazy(() => import('./editing/EditingPanel.tsx'));
const UnsavedWork = lazy(() => import('./editing/UnsavedWork.tsx'));
const ScreeningPanel = lazy(() => import('./screening/ScreeningPanel.tsx'));
const WarningsPanel = lazy(() => import('./warnings/WarningsPanel.tsx'));
const ReportPanel = lazy(() => import('./field/ReportPanel.tsx'));
const ReportButton = lazy(() => import('./field/ReportButton.tsx'));
const ImportPanel = lazy(() => import('./imports/ImportPanel.tsx'));
const DropZone = lazy(() => import('./imports/DropZone.tsx'));
const EvacuationPanel = lazy(() => import('./evacuation/EvacuationPanel.tsx'));
const FilterDialog = lazy(() => import('./filter/FilterDialog.tsx'));
const TablePanel = lazy(() => import('./table/TablePanel.tsx'));
const MeasureCard = lazy(() => import('./measure/MeasureCard.tsx'));
const ProfilePanel = lazy(() => import('./profile/ProfilePanel.tsx'));
const SearchPin = lazy(() => import('./search/SearchPin.tsx'));
const DashboardPage = lazy(() => import('./dashboard/DashboardPage.tsx'));
const PrintPage = lazy(() => import('./print/PrintPage.tsx'));
const ShortcutList = lazy(() => import('./shortcuts/ShortcutList.tsx'));
const RouteOverlay = lazy(() => import('./check/RouteOverlay.tsx'));

/** Everything beside the map. */
export default function Panels({ service }: { readonly service: ServiceDescription }) {
  const layersOpen = usePanels((panels) => panels.layers);
  const right = usePanels((panels) => panels.right);
  const bottom = usePanels((panels) => panels.bottom);
  const writesFilter = useWritingFilter() !== undefined;
  const measuring = useMeasure((state) => state.active);
  const cover = usePanels((panels) => panels.cover);
  const hasPin = useStore(searchPinStore, (pin) => pin !== undefined);
  const edits = useSession()?.edits ?? [];
  const mayEdit = edits.length > 0;
  const mayReport = edits.includes('road_hazards');
  const hasRoute = useCheck((check) => check.subject !== undefined);

  useGlobalKeys(service);

  // A link to a feature opens its details.
  useEffect(() => {
    if (viewStore.get().selection) openRight('details');
  }, []);

  return (
    <AntProvider>
      {layersOpen ? <LayerPanel elevation={service.elevation} /> : null}
      <FilterNotice />
      <Guard shows={[right, bottom, cover].join()} fallback={<PartFailed />}>
        <Suspense fallback={null}>
          {right === 'details' ? <DetailsPanel /> : null}
          {right === 'check' ? <CheckPanel /> : null}
          {right === 'screening' ? <ScreeningPanel /> : null}
          {right === 'warnings' ? <WarningsPanel /> : null}
          {right === 'evacuation' ? <EvacuationPanel /> : null}
          {right === 'editing' ? <EditingPanel /> : null}
          {bottom === 'table' ? <TablePanel /> : null}
          {writesFilter ? <FilterDialog /> : null}
          {measuring ? <MeasureCard /> : null}
          {bottom === 'profile' ? <ProfilePanel /> : null}
          {right === 'report' ? <ReportPanel /> : null}
          {mayReport ? <ReportButton /> : null}
          {cover === 'import' ? <ImportPanel /> : null}
          <DropZone />
          {mayEdit ? <UnsavedWork /> : null}
          {hasRoute ? <RouteOverlay /> : null}
          {hasPin ? <SearchPin /> : null}
          {cover === 'dashboard' ? <DashboardPage county={service.county} /> : null}
          {cover === 'print' ? <PrintPage county={service.county} /> : null}
          {cover === 'shortcuts' ? <ShortcutList /> : null}
        </Suspense>
      </Guard>
    </AntProvider>
  );
}
