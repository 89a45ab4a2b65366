import ConfigProvider from 'antd/es/config-provider';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useEffect } from 'react';
import type { ServiceDescription } from '../api/types.ts';
import { useCheck } from '../state/check.ts';
import { openRight, usePanels } from '../state/panels.ts';
import { useView, viewStore } from '../state/view.ts';
import { LayerPanel } from './layers/LayerPanel.tsx';
import { theme } from './theme.ts';

const DetailsPanel = lazy(() => import('./details/DetailsPanel.tsx'));
const CheckPanel = lazy(() => import('./check/CheckPanel.tsx'));
const RouteOverlay = lazy(() => import('./check/RouteOverlay.tsx'));

const antLocales = { zh: zhCN, en: enUS };

/** Everything beside the map. */
export default function Panels({ service }: { readonly service: ServiceDescription }) {
  const language = useView((view) => view.language);
  const layersOpen = usePanels((panels) => panels.layers);
  const right = usePanels((panels) => panels.right);
  const hasRoute = useCheck((check) => check.subject !== undefined);

  // A link to a feature opens its details.
  useEffect(() => {
    if (viewStore.get().selection) openRight('details');
  }, []);

  return (
    <ConfigProvider locale={antLocales[language]} theme={theme}>
      {layersOpen ? <LayerPanel elevation={service.elevation} /> : null}
      <Suspense fallback={null}>
        {right === 'details' ? <DetailsPanel /> : null}
        {right === 'check' ? <CheckPanel /> : null}
        {hasRoute ? <RouteOverlay /> : null}
      </Suspense>
    </ConfigProvider>
  );
}
