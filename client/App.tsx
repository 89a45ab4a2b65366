import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import styles from './App.module.css';
import { ServiceProblem } from './api/http.ts';
import { useService } from './api/queries.ts';
import { MapView } from './map/MapView.tsx';
import { EmptyCounty } from './panels/EmptyCounty.tsx';
import { Header } from './panels/Header.tsx';
import { MapControls } from './panels/MapControls.tsx';
import { MapNotice } from './panels/MapNotice.tsx';
import { Readout } from './panels/Readout.tsx';
import { ServiceFailed } from './panels/ServiceFailed.tsx';
import { usePanels } from './state/panels.ts';
import { useWording } from './state/useWording.ts';

/** The panels bring Ant Design; the map does not wait for them. */
const Panels = lazy(() => import('./panels/Panels.tsx'));

/** Asking again helps where no answer came or the service stumbled, not where it refused. */
function mayPass(failures: number, error: Error): boolean {
  return failures < 1 && error instanceof ServiceProblem && (error.status ?? 500) >= 500;
}

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, retryDelay: 600 } },
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Shell />
    </QueryClientProvider>
  );
}

function Shell() {
  const { language, locale, messages } = useWording();
  const service = useService();
  const rightOpen = usePanels((panels) => panels.right !== undefined);
  const county = service.data?.county?.name[language];

  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = county ? `${county} · ${messages.product}` : messages.product;
  }, [locale, county, messages.product]);

  // A problem document is written in one language; asking again brings it in the other.
  useEffect(() => {
    if (language) void queryClient.refetchQueries({ predicate: (query) => query.state.status === 'error' });
  }, [language]);

  return (
    <div className={styles.app}>
      <button type="button" className={styles.skip} onClick={focusMap}>
        {messages.skipToMap}
      </button>
      <Header service={service.data} />
      <main className={styles.stage} data-right={rightOpen || undefined}>
        {service.data ? (
          <>
            <MapView service={service.data} />
            <MapNotice />
            <MapControls bounds={service.data.bounds} />
            <Readout />
            {service.data.bounds === null ? <EmptyCounty /> : null}
            <Suspense fallback={null}>
              <Panels service={service.data} />
            </Suspense>
          </>
        ) : null}
        {service.isError ? <ServiceFailed error={service.error} retry={() => void service.refetch()} /> : null}
        {service.isPending ? <p className={styles.loading}>{messages.loading}</p> : null}
      </main>
    </div>
  );
}

function focusMap(): void {
  document.querySelector<HTMLElement>('.maplibregl-canvas')?.focus();
}
