import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { LayerId } from '../../../data/layers/definition.ts';
import type { Text } from '../../../data/text.ts';
import type { PreviewedFeature, Preview as ServicePreview, Verdict } from '../../../server/imports/preview.ts';

export type { PreviewedFeature, Verdict };

export type Preview = Pick<ServicePreview, 'layer' | 'read' | 'totals' | 'outside' | 'features'> & {
  /** What the person is to know of the file as a whole. */
  readonly notes: readonly Text[];
};

/** Which of the previewed features the person wants to have stored. */
export interface Wanted {
  readonly new: boolean;
  readonly changed: boolean;
  /** What was changed here after the file had been exported. */
  readonly outdated: boolean;
}

/** In the order in which a person wants to know of them. */
export const verdicts: readonly Verdict[] = ['new', 'changed', 'outdated', 'refused', 'unchanged', 'left_out'];

export interface ImportChange {
  readonly operation: 'create' | 'update';
  readonly layer: LayerId;
  readonly feature?: unknown;
  readonly id?: number;
  readonly version?: number;
  readonly patch?: unknown;
}

/** The changes of the one transaction that stores the import, each on the version that the preview has shown. */
export function importChanges({ layer, features }: Preview, wanted: Wanted): readonly ImportChange[] {
  return features.flatMap(({ verdict, feature, id, version, patch }): ImportChange[] => {
    if (verdict === 'new' && wanted.new) return [{ operation: 'create', layer, feature }];
    const isWanted = (verdict === 'changed' && wanted.changed) || (verdict === 'outdated' && wanted.outdated);
    if (!isWanted || id === undefined || version === undefined) return [];
    return [{ operation: 'update', layer, id, version, patch }];
  });
}

/** What is drawn over the county: everything that is or could not be stored, but for what stays as it is. */
export function previewFeatures({ features }: Preview, active: number | undefined): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.flatMap(({ number, verdict, geometry }): Feature[] => {
      const isDrawn = verdict === 'new' || verdict === 'changed' || verdict === 'outdated' || verdict === 'refused';
      if (!isDrawn || !isGeometry(geometry)) return [];
      return [{ type: 'Feature', geometry, properties: { number, verdict, active: number === active } }];
    }),
  };
}

/** Also of what could not be taken, as far as it has a place on the earth. */
export function isGeometry(value: unknown): value is Geometry {
  if (typeof value !== 'object' || value === null || !('coordinates' in value)) return false;
  const positions = JSON.stringify(value.coordinates).match(/\[(-?[\d.eE+-]+),(-?[\d.eE+-]+)/g) ?? [];
  return (
    positions.length > 0 &&
    positions.every((position) => {
      const [x = Number.NaN, y = Number.NaN] = position.slice(1).split(',').map(Number);
      return Math.abs(x) <= 180 && Math.abs(y) <= 90;
    })
  );
}

/** The refused features as a table, a fault a line, for whoever mends the file. Opens in office software by its mark. */
export function refusedCsv({ features }: Preview): string {
  const rows = features.flatMap(({ number, code, name, faults }) =>
    (faults ?? []).map((fault) => [number, code, name, fault.member, fault.code, fault.reason.zh, fault.reason.en]),
  );
  const head = ['feature', 'code', 'name', 'member', 'fault', 'reason_zh', 'reason_en'];
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The refused features with what is wrong with them, to be mended on a map. */
export function refusedGeoJson({ features }: Preview): FeatureCollection<Geometry | null> {
  return {
    type: 'FeatureCollection',
    features: features.flatMap(({ verdict, number, code, name, geometry, faults }) =>
      verdict === 'refused'
        ? [
            {
              type: 'Feature' as const,
              geometry: isGeometry(geometry) ? geometry : null,
              properties: {
                feature: number,
                code,
                name,
                faults_zh: (faults ?? []).map((fault) => `${fault.member} ${fault.reason.zh}`).join('；'),
                faults_en: (faults ?? []).map((fault) => `${fault.member} ${fault.reason.en}`).join('; '),
              },
            },
          ]
        : [],
    ),
  };
}

/** What begins like a formula is taken for one by office software, and a file comes from anybody. */
function cell(value: string | number | null): string {
  const written = String(value ?? '');
  const plain = /^[=+\-@\t\r]/.test(written) ? `'${written}` : written;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
