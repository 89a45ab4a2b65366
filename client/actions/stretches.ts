import type { FollowedRoad, RouteCheckReport, RouteStretch } from '../../server/evacuation/types.ts';
import type { Wording } from '../i18n/language.ts';
import { chainageRange } from './measures.ts';

export interface StretchLine {
  readonly fromMetres: number;
  readonly toMetres: number;
  readonly status: RouteStretch['status'];
  readonly title: string;
}

/** The roads of a route in the order of travel; neighbouring stretches of one road are one line. */
export function stretchLines(report: RouteCheckReport, wording: Wording): readonly StretchLine[] {
  const lines: StretchLine[] = [];
  for (const stretch of report.roads) {
    const line = {
      fromMetres: stretch.from_m,
      toMetres: stretch.to_m,
      status: stretch.status,
      title: stretchTitle(stretch, wording),
    };
    const last = lines.at(-1);
    if (last && last.title === line.title && last.status === line.status) {
      lines[lines.length - 1] = { ...last, toMetres: line.toMetres };
    } else {
      lines.push(line);
    }
  }
  return lines;
}

/**
 * Where on the county's roads a part of the route is, such as "X201 K12+300": on the one road that carries at least
 * half of it. Undefined off the roads and where no road does.
 */
export function placeOnRoads(report: RouteCheckReport, fromMetres: number, toMetres: number): string | undefined {
  const stretch = report.roads.find(
    ({ from_m, to_m }) =>
      from_m <= toMetres &&
      to_m >= fromMetres &&
      Math.min(to_m, toMetres) - Math.max(from_m, fromMetres) >= (toMetres - fromMetres) / 2,
  );
  if (stretch?.status !== 'on_road' || !stretch.road?.has_chainage) return undefined;
  const { road } = stretch;
  const number = road.road_code ?? road.name;
  if (number === null) return undefined;
  const at = (metres: number) => along(stretch, road, Math.min(Math.max(metres, stretch.from_m), stretch.to_m));
  return `${number} ${chainageRange(at(fromMetres), at(toMetres))}`;
}

function along({ from_m, to_m }: RouteStretch, road: FollowedRoad, metres: number): number {
  const share = to_m > from_m ? (metres - from_m) / (to_m - from_m) : 0;
  return road.chainage_from_m + share * (road.chainage_to_m - road.chainage_from_m);
}

function stretchTitle({ status, road, alternatives }: RouteStretch, { messages }: Wording): string {
  if (status === 'off_network' || !road) return messages.offNetwork;
  const title = roadTitle(road, messages.unnamedRoad);
  if (status === 'on_road') return title;
  const others = alternatives.map((other) => roadTitle(other, messages.unnamedRoad)).filter((other) => other !== title);
  return [title, ...new Set(others)].join(` ${messages.orRoad} `);
}

function roadTitle({ road_code: number, name, code }: FollowedRoad, unnamed: string): string {
  if (number !== null && name !== null && name !== number) return `${number} ${name}`;
  return number ?? name ?? code ?? unnamed;
}
