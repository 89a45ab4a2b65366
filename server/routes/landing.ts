import { Router } from 'express';
import { mayRead } from '../../data/permissions.ts';
import { text } from '../../data/text.ts';
import type { AccessSettings } from '../accounts/settings.ts';
import { principalOf } from '../http/authenticate.ts';
import type { Link } from '../http/feature-collection.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, jsonType, negotiate } from '../http/negotiate.ts';
import { openApiDocument, openApiType } from '../http/openapi.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import type { Extents } from '../layers/extents.ts';

export interface ServiceFacts {
  readonly version: string;
  readonly county: { readonly name: { readonly zh: string; readonly en: string } } | null;
  readonly demo: boolean;
  readonly elevation: boolean;
}

export const serviceTitle = text('安澜', 'Anlan');
export const serviceDescription = text(
  '县域公路风险路段、山洪灾害点与转移路线',
  'A county’s road hazards, flood points and evacuation routes',
);

const conformsTo = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete',
  'http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update',
  'http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features',
  'http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags',
  // One standard under two names: Features Part 5 became Common Part 3, and QGIS asks for the former.
  ...['ogcapi-features-5', 'ogcapi-common-3'].flatMap((part) =>
    ['schemas', 'core-roles-features', 'returnables-and-receivables'].map(
      (name) => `http://www.opengis.net/spec/${part}/1.0/conf/${name}`,
    ),
  ),
  'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description',
  'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json',
  'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/job-list',
  'http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/dismiss',
];

/** Mounted at /api: the landing page and what describes the service as a whole. */
export function landingRoutes(extents: Extents, facts: () => Promise<ServiceFacts>, access: AccessSettings): Router {
  const router = Router();

  router
    .route('/')
    .get((request, response) => {
      const parameters = readParameters(request, ['f']);
      response.vary('Accept').vary('Accept-Language');
      if (!parameters.has('f') && request.accepts([jsonType, 'text/html']) === 'text/html') {
        // A person wants the map, not its description.
        response.redirect(303, '/');
        return;
      }
      const type = negotiate(request, parameters, jsonType);
      const language = languageOf(request);
      const api = `${baseUrl(request)}/api`;
      const links: Link[] = [
        { rel: 'self', href: api, type: jsonType },
        { rel: 'alternate', href: `${baseUrl(request)}/`, type: 'text/html', title: text('地图', 'Map')[language] },
        { rel: 'service-desc', href: `${api}/openapi`, type: openApiType },
        { rel: 'conformance', href: `${api}/conformance`, type: jsonType },
        { rel: 'data', href: `${api}/collections`, type: jsonType },
        { rel: 'http://www.opengis.net/def/rel/ogc/1.0/processes', href: `${api}/processes`, type: jsonType },
        { rel: 'http://www.opengis.net/def/rel/ogc/1.0/job-list', href: `${api}/jobs`, type: jsonType },
      ];
      response.type(type).json({ title: serviceTitle[language], description: serviceDescription[language], links });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/conformance')
    .get((request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      response.type(type).json({ conformsTo });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/openapi')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f']);
      const type = negotiate(request, parameters, openApiType, jsonType);
      const { version } = await facts();
      response.vary('Accept-Language').type(type);
      response.send(JSON.stringify(openApiDocument(`${baseUrl(request)}/api`, version, languageOf(request))));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/service')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const reads = mayRead(principalOf(response), await access.publicRead());
      const bounds = (reads && (await extents.ofCounty())) || null;
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json({ title: serviceTitle, ...(await facts()), bounds });
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}
