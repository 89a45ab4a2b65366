import type { LineString } from 'geojson';
import { useMemo } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { ElevationProfile } from '../../../server/elevation/profile.ts';
import type { RouteCheckReport } from '../../../server/evacuation/types.ts';
import { severities, severityWord } from '../../actions/findings.ts';
import { choicesOf, styledLayer } from '../../actions/look.ts';
import { chainage } from '../../actions/measures.ts';
import { bandsAlong } from '../../actions/profile/profile.ts';
import { steepnessLimits } from '../../actions/profile/steepness.ts';
import { chainageOnRun } from '../../actions/profile/wholeRoad.ts';
import { featureTitle } from '../../actions/properties.ts';
import type { ItemsPage } from '../../api/items.ts';
import { useHazardsNear } from '../../api/profile.ts';
import { useFeature } from '../../api/queries.ts';
import type { CountyFeature } from '../../api/types.ts';
import type { Wording } from '../../i18n/language.ts';
import { findingStyles } from '../../map/marks.ts';
import { symbolOf } from '../../map/symbols.ts';
import { useCheck } from '../../state/check.ts';
import { type ProfileSubject, subjectLine } from '../../state/profile.ts';
import { useCurrentCheck } from '../../state/useCurrentCheck.ts';
import { useWording } from '../../state/useWording.ts';
import type { ChartBand } from './chart.ts';

export interface ProfileContent {
  readonly name: string | undefined;
  readonly line: LineString | undefined;
  readonly bands: readonly ChartBand[];
  /** Without all hazards an empty place is not a safe one. */
  readonly hazards: 'all' | 'some' | 'asking' | 'failed';
  readonly askHazards: () => void;
  readonly designSpeedKmh: number | undefined;
  /** Metres along the road of a place so many metres from the line's start. */
  readonly chainageAt: (metres: number) => number;
}

/** What belongs beside the heights: whose they are, what lies along, where on its road each place is. */
export function useProfileContent(subject: ProfileSubject, profile: ElevationProfile | undefined): ProfileContent {
  const wording = useWording();
  const selection = useMemo(
    () => (subject.kind === 'feature' ? { layer: subject.layer, id: subject.id } : undefined),
    [subject],
  );
  const { data: feature, isError: isFeatureError, refetch: askFeature } = useFeature(selection);
  const line = useMemo(() => lineOf(subject, feature), [subject, feature]);
  const { data: hazards, isError: isHazardsError, refetch } = useHazardsNear(line);
  const { data: currentReport } = useCurrentCheck();
  const checkedLine = useCheck((check) => check.subject?.line);
  // The route may have been drawn anew since: findings belong to their own line.
  const report = subject.kind === 'check' && subject.line === checkedLine ? currentReport : undefined;
  const length = profile?.length_m;

  const bands = useMemo((): readonly ChartBand[] => {
    if (!line || length === undefined) return [];
    const drawnBy = styledLayer(layers.road_hazards, { by: 'hazard' });
    const ofHazards = bandsAlong(line, length, hazards?.features ?? []).map(({ feature: hazard, ...band }) => {
      const kind = String(hazard.properties.hazard ?? '');
      const symbol = symbolOf(drawnBy, kind);
      return {
        ...band,
        id: `hazard/${hazard.id}`,
        title: titleOf(layers.road_hazards, 'hazard', kind, wording.say),
        words: titleOf(layers.road_hazards, 'hazard', kind, wording.say),
        colour: symbol.colour,
        dashed: symbol.dash !== undefined,
        strong: subject.kind === 'feature' && String(hazard.id) === subject.hazard,
      };
    });
    if (subject.kind !== 'check') return ofHazards;
    const ofFindings = severities.flatMap((severity) =>
      (report?.findings ?? []).flatMap((finding, index) => {
        if (finding.severity !== severity) return [];
        return {
          id: `finding/${index}`,
          fromMetres: finding.from_m,
          toMetres: finding.to_m,
          title: finding.rule,
          words: `${finding.rule} ${ruleTitle(report, finding.rule, wording)} · ${severityWord(severity, wording.messages)}`,
          colour: findingStyles[severity].colour,
          dashed: severity === 'unknown',
          strong: false,
        };
      }),
    );
    return [...ofFindings, ...ofHazards];
  }, [line, length, hazards, report, subject, wording]);

  const chainageAt = useMemo(
    () => (subject.kind === 'road' ? chainageOnRun(subject.run, length ?? 0) : chainageOf(feature, length)),
    [subject, feature, length],
  );
  const speed = feature?.properties.design_speed_kmh;
  const layer = selection && layers[selection.layer];
  return {
    name:
      subject.kind === 'check'
        ? subject.name
        : subject.kind === 'road'
          ? subject.code
          : nameOf(layer, feature, wording.say),
    line,
    bands,
    hazards: hazardsKnown(hazards, isHazardsError || (!line && isFeatureError)),
    askHazards: () => void (line ? refetch() : askFeature()),
    designSpeedKmh: typeof speed === 'number' ? speed : undefined,
    chainageAt,
  };
}

function hazardsKnown(found: ItemsPage | undefined, isError: boolean): ProfileContent['hazards'] {
  if (isError) return 'failed';
  if (!found) return 'asking';
  return found.numberMatched > found.features.length ? 'some' : 'all';
}

function ruleTitle(report: RouteCheckReport | undefined, id: string, { say }: Wording): string {
  const rule = report?.rules.find((one) => one.rule === id);
  return rule ? say(rule.title) : '';
}

export function bandRange(band: ChartBand, chainageAt: (metres: number) => number): string {
  return `${chainage(chainageAt(band.fromMetres))}–${chainage(chainageAt(band.toMetres))}`;
}

/** With the limits that its grades are held against. */
export function limitsOf({ designSpeedKmh }: Pick<ProfileContent, 'designSpeedKmh'>) {
  return steepnessLimits(designSpeedKmh);
}

function lineOf(subject: ProfileSubject, feature: CountyFeature | undefined): LineString | undefined {
  if (subject.kind !== 'feature') return subjectLine(subject);
  return feature?.geometry.type === 'LineString' ? feature.geometry : undefined;
}

function nameOf(
  layer: LayerDefinition | undefined,
  feature: CountyFeature | undefined,
  say: (text: { zh: string; en: string }) => string,
) {
  if (!layer || !feature) return undefined;
  const number = feature.properties.road_code;
  const title = featureTitle(layer, feature.properties) ?? say(layer.title);
  return typeof number === 'string' && !title.includes(number) ? `${number} ${title}` : title;
}

function titleOf(
  layer: LayerDefinition,
  member: string,
  value: string,
  say: (text: { zh: string; en: string }) => string,
) {
  const known = choicesOf(layer).some((choice) => choice.member === member);
  const code = known ? layer.properties[member]?.codes?.find((one) => one.value === value) : undefined;
  return code ? say(code.title) : value;
}

/** Along its road where the feature says where it begins and ends; otherwise from its own start. */
function chainageOf(feature: CountyFeature | undefined, length: number | undefined): (metres: number) => number {
  const { from_m: from, to_m: to } = feature?.properties ?? {};
  if (typeof from !== 'number' || typeof to !== 'number' || !length || to <= from) return (metres) => metres;
  return (metres) => from + (metres * (to - from)) / length;
}
