import path from 'node:path';
import compression from 'compression';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { requireAccess } from './http/access.ts';
import { authenticate } from './http/authenticate.ts';
import { hostsOnly } from './http/hosts.ts';
import { problemHandler, unknownPath } from './http/problem-response.ts';
import { requestLog } from './http/request-log.ts';
import { makeChangeService } from './layers/changes/change-service.ts';
import { makePhotoService } from './photos/photo-service.ts';
import { makeAcceptService } from './plans/accept.ts';
import { makeReviewService } from './proposals/review-service.ts';
import { cardRoutes } from './routes/cards.ts';
import { collectionRoutes } from './routes/collections.ts';
import { elevationRoutes } from './routes/elevation.ts';
import { elevationImportRoutes } from './routes/elevation-imports.ts';
import { eventsRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/export.ts';
import { historyRoutes } from './routes/history.ts';
import { importPreviewRoutes } from './routes/import-preview.ts';
import { itemWriteRoutes } from './routes/item-writes.ts';
import { itemsRoutes } from './routes/items.ts';
import { jobRoutes } from './routes/jobs.ts';
import { landingRoutes } from './routes/landing.ts';
import { networkRoutes } from './routes/network.ts';
import { photoRoutes } from './routes/photos.ts';
import { planRoutes } from './routes/plans.ts';
import { processRoutes } from './routes/processes.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { rainfallRoutes } from './routes/rainfall.ts';
import { routeCheckRoutes } from './routes/route-checks.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingsRoutes } from './routes/settings.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { terrainRoutes } from './routes/terrain.ts';
import { tileRoutes } from './routes/tiles.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { transactionRoutes } from './routes/transactions.ts';
import { userRoutes } from './routes/users.ts';
import { warningRoutes } from './routes/warnings.ts';
import type { Services } from './services.ts';

/** Wires the routes to the services. Listens on nothing: the caller does. */
export function makeApp(services: Services): Express {
  const { logger, maxBodyBytes, database, extents, events, access, sessions, jobs, warnings } = services;
  const changes = makeChangeService(database, events);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  app.set('trust proxy', 'loopback');

  app.use(requestLog(logger));
  app.use(helmet({ contentSecurityPolicy: { directives: contentSecurityPolicy }, strictTransportSecurity: false }));
  if (services.hostNames) app.use(hostsOnly(services.hostNames));
  app.use(compression());

  app.use('/api', authenticate(database.pool, sessions), requireAccess(access));
  app.use('/api/session', sessionRoutes({ pool: database.pool, settings: access, secret: sessions.secret }));
  app.use('/api/tokens', tokenRoutes(database.pool));
  app.use('/api/users', userRoutes(database.pool));
  app.use('/api/settings', settingsRoutes(access, database.pool));

  app.use('/api/tiles', tileRoutes(services.tiles));
  app.use('/api/collections', collectionRoutes(extents));
  app.use('/api/collections', itemWriteRoutes({ changes, maxBodyBytes }));
  app.use('/api/collections', exportRoutes(database));
  app.use('/api/collections', itemsRoutes({ database, events, maxBodyBytes }));
  app.use('/api/import-preview', importPreviewRoutes({ database, maxBodyBytes }));
  app.use('/api/transactions', transactionRoutes({ changes, maxBodyBytes }));
  app.use('/api/events', eventsRoutes({ events, warnings, db: database.pool, heartbeatMs: services.heartbeatMs }));
  app.use('/api', historyRoutes({ database }));
  app.use('/api', photoRoutes(makePhotoService(database, services.dataFolder)));
  app.use('/api/processes', processRoutes({ database, jobs, routeChecker: services.routeChecker, maxBodyBytes }));
  app.use('/api/jobs', jobRoutes({ database, jobs }));
  app.use('/api/proposals', proposalRoutes({ database, reviews: makeReviewService(database, events), maxBodyBytes }));
  app.use('/api/plans', planRoutes({ database, acceptance: makeAcceptService(database, events), maxBodyBytes }));
  app.use('/api/network', networkRoutes({ database, networks: services.networks }));
  app.use('/api/rainfall', rainfallRoutes({ database, warnings, maxBodyBytes }));
  app.use('/api/warnings', warningRoutes({ database, warnings }));
  app.use('/api', cardRoutes({ database, dataFolder: services.dataFolder }));
  app.use('/api/route-checks', routeCheckRoutes(database));
  app.use('/api/search', searchRoutes(database));
  app.use('/api/statistics', statisticsRoutes({ database, warnings }));
  app.use('/api', terrainRoutes(services.elevation));
  app.use('/api/elevation', elevationRoutes({ elevation: services.elevation, database, maxBodyBytes }));
  app.use('/api/elevation', elevationImportRoutes(services));
  app.use('/api', landingRoutes(extents, services.facts, access));

  if (services.clientFolder) {
    // Names under assets/ carry a hash of their content; the page that names them does not.
    app.use(
      '/assets',
      express.static(path.join(services.clientFolder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
    );
    app.use(
      express.static(services.clientFolder, {
        cacheControl: false,
        setHeaders: (response) => response.set('Cache-Control', 'no-cache'),
      }),
    );
  }

  app.use(unknownPath);
  app.use(problemHandler(logger));
  return app;
}

/** Everything comes from the service itself. MapLibre makes its worker and its images from blobs; Ant Design writes style elements. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  imgSrc: ["'self'", 'data:', 'blob:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  connectSrc: ["'self'"],
  // Loopback is spoken to without TLS.
  upgradeInsecureRequests: null,
};
