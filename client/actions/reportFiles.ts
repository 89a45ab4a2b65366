import type { FeatureCollection, LineString } from 'geojson';
import { chinaClock } from '../../data/china-time.ts';
import type { RouteCheckReport } from '../../server/evacuation/types.ts';

/**
 * The report for maps: the route with its verdict, then a feature per finding with flat members, as GIS tools like
 * them. Messages stay in both languages.
 */
export function reportGeoJson(line: LineString, report: RouteCheckReport): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: line,
        properties: {
          part: 'route',
          verdict: report.verdict,
          length_m: report.length_m,
          at_from: report.at.from,
          at_to: report.at.to,
        },
      },
      ...report.findings.map((finding) => ({
        type: 'Feature' as const,
        geometry: finding.geometry,
        properties: {
          part: 'finding',
          rule: finding.rule,
          code: finding.code,
          severity: finding.severity,
          from_m: finding.from_m,
          to_m: finding.to_m,
          length_m: finding.length_m,
          message_zh: finding.message.zh,
          message_en: finding.message.en,
          features: finding.ids.map(({ layer, id, code }) => `${layer}/${code ?? id}`).join(' '),
          ...finding.evidence,
        },
      })),
    ],
  };
}

/** `路线核查-20260601-0930.geojson`, in China's time: files of one day sort by the hour. */
export function reportFileName(stem: string, moment: Date, extension: string): string {
  const [date = '', time = ''] = chinaClock(moment).split('T');
  return `${stem}-${date.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}.${extension}`;
}
