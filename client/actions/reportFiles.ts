import type { FeatureCollection, LineString } from 'geojson';
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

/** `路线核查-20260601-0930.geojson`, in local time: files of one day sort by the hour. */
export function reportFileName(stem: string, moment: Date, extension: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${moment.getFullYear()}${two(moment.getMonth() + 1)}${two(moment.getDate())}`;
  return `${stem}-${date}-${two(moment.getHours())}${two(moment.getMinutes())}.${extension}`;
}
