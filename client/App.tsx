import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import styles from './App.module.css';
import { ServiceProblem } from './api/http.ts';
import { useService, useSessionLoading } from './api/queries.ts';
import { useOfflineStart } from './offline/useOfflineStart.ts';
import { Guard } from './panels/Guard.tsx';
import { PartFailed } from './panels/PartFailed.tsx';
import { ServiceFailed } from './panels/ServiceFailed.tsx';
import { SignInDialog } from './panels/sign-in/SignInDialog.tsx';
import { SignInPage } from './panels/sign-in/SignInPage.tsx';
import { useStore } from './state/createStore.ts';
import { sessionStore, showsMap } from './state/session.ts';
import { useWording } from './state/useWording.ts';
import { rememberedVisit } from './state/visit.ts';

const loadCounty = () => import('./County.tsx');
/** The map is most of the page's weight: who has to sign in first does not wait for it. */
const County = lazy(loadCounty);

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
  const loading = useSessionLoading();
  const session = useStore(sessionStore, (state) => state.session);
  const reads = useStore(sessionStore, showsMap);
  const failure = service.error ?? loading.error;
  const remembered = useOfflineStart({ service: service.data, session, error: failure });
  const description = service.data ?? remembered;
  const county = description?.county?.name[language];

  // Who was signed in the last time mostly is: their map does not wait for the service to say so. `County` tells of failure.
  useEffect(() => {
    if (rememberedVisit()) loadCounty().catch(() => undefined);
  }, []);

  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = county ? `${county} · ${messages.product}` : messages.product;
  }, [locale, county, messages.product]);

  // A problem document is written in one language; asking again brings it in the other.
  useEffect(() => {
    if (language) void queryClient.refetchQueries({ predicate: (query) => query.state.status === 'error' });
  }, [language]);

  const error = description && session ? null : failure;
  if (error) return <ServiceFailed error={error} retry={() => void queryClient.refetchQueries()} />;
  if (!description || !session) return <p className={styles.loading}>{messages.loading}</p>;
  if (!reads) return <SignInPage service={description} />;
  return (
    <>
      <Guard fallback={<PartFailed />}>
        <Suspense fallback={<p className={styles.loading}>{messages.loading}</p>}>
          <County service={description} />
        </Suspense>
      </Guard>
      <SignInDialog />
    </>
  );
}
