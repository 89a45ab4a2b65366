import type { Feature, LineString, Point } from 'geojson';
import { layers } from '../../data/layers/index.ts';
import { type Text, text } from '../../data/text.ts';
import { numberOf, textOf } from '../evacuation/features.ts';

/** What a card is made of, as the layers have it. A point with two routes has two cards: a household takes one of them. */
export interface CardSource {
  readonly point: Feature<Point>;
  /** Null where the point names none, or one that is not in the layer. */
  readonly townshipName: string | null;
  /** Null where no route of the point has been accepted. */
  readonly route: Feature<LineString> | null;
  /** The route's, or the point's own where there is no route; null where neither names one that exists. */
  readonly shelter: Feature<Point> | null;
  /** Which of the point's routes this is, from 1; and how many there are. */
  readonly part: { readonly index: number; readonly count: number };
  readonly standing: RouteStanding | null;
}

/** What the last check of the route said; null in a `CardSource` where it has never been checked. */
export interface RouteStanding {
  readonly verdict: 'fail' | 'unknown' | 'warn' | 'pass';
  readonly stale: boolean;
  readonly reasons: readonly Text[];
}

/** Something that the one who prints has to know and the household does not. */
export interface Concern {
  readonly code: ConcernCode;
  /** `stop`: handing this card out may send people the wrong way. */
  readonly severity: 'stop' | 'look';
  readonly message: Text;
}

export type ConcernCode =
  | 'no_route'
  | 'no_shelter'
  | 'shelter_closed'
  | 'shelter_state_unknown'
  | 'shelters_differ'
  | 'route_fails'
  | 'route_unknown'
  | 'route_unchecked'
  | 'route_stale'
  | 'signals_proposed';

export interface MissingMember {
  readonly layer: 'flood_points' | 'evacuation_routes' | 'shelters' | 'standards';
  readonly member: string;
  readonly title: Text;
}

export interface Contact {
  readonly title: Text;
  readonly person: string | null;
  readonly phone: string | null;
}

export function codeOf({ point }: CardSource): string | null {
  return textOf(point, 'code');
}

/** Those whom a household calls, in the order in which it would. */
export function contactsOf({ point, route, shelter }: CardSource): Contact[] {
  // The route's own leader before the point's: a point with two routes has one for each.
  const leader = route && textOf(route, 'responsible_person') !== null ? route : null;
  const member = (of: Feature | null, person: string, phone: string) => ({
    person: of && textOf(of, person),
    phone: of && textOf(of, phone),
  });
  return [
    {
      title: text('转移责任人', 'Evacuation leader'),
      ...(leader
        ? member(leader, 'responsible_person', 'responsible_phone')
        : member(point, 'transfer_person', 'transfer_phone')),
    },
    { title: text('预警员', 'Warner'), ...member(point, 'warning_person', 'warning_phone') },
    { title: text('防汛责任人', 'Flood control'), ...member(point, 'responsible_person', 'responsible_phone') },
    { title: text('安置点负责人', 'Shelter'), ...member(shelter, 'contact_person', 'contact_phone') },
  ];
}

/** The members that a card leaves as empty lines. */
export function missingOf(source: CardSource): MissingMember[] {
  const { point, route, shelter } = source;
  const missing: MissingMember[] = [];
  const want = (layer: 'flood_points' | 'shelters', feature: Feature | null, ...members: string[]) => {
    for (const member of members) {
      const title = layers[layer].properties[member]?.title;
      if (title && !isGiven(feature, member)) missing.push({ layer, member, title });
    }
  };
  want('flood_points', point, 'code', 'village', 'township', 'households', 'warning_signal');
  if (source.townshipName === null && isGiven(point, 'township')) {
    missing.push({ layer: 'flood_points', member: 'township', title: text('所属乡镇', 'Township') });
  }
  want('flood_points', point, 'warning_person', 'warning_phone', 'responsible_person', 'responsible_phone');
  const [leader] = contactsOf(source);
  if (!leader?.person) want('flood_points', null, 'transfer_person');
  if (!leader?.phone) want('flood_points', null, 'transfer_phone');
  if (!route) {
    missing.push({ layer: 'evacuation_routes', member: 'geom', title: text('转移路线', 'Evacuation route') });
  } else if (!isGiven(route, 'mode')) {
    missing.push({ layer: 'evacuation_routes', member: 'mode', title: text('转移方式', 'Mode') });
  }
  if (!shelter) missing.push({ layer: 'shelters', member: 'name', title: text('安置点', 'Shelter') });
  else want('shelters', shelter, 'contact_person', 'contact_phone');
  return missing;
}

function isGiven(feature: Feature | null, member: string): boolean {
  return feature !== null && (textOf(feature, member) !== null || numberOf(feature, member) !== null);
}

/** What is to be said before a card is printed. */
export function concernsOf(source: CardSource): Concern[] {
  const { point, route, shelter } = source;
  const concerns: Concern[] = [];
  const say = (code: ConcernCode, severity: Concern['severity'], zh: string, en: string) =>
    concerns.push({ code, severity, message: text(zh, en) });
  if (!route) {
    say(
      'no_route',
      'look',
      '本点没有已采用的转移路线，路线留空',
      'The point has no accepted route; the lines are blank',
    );
  }
  if (!shelter) {
    const named = (route && textOf(route, 'shelter_code')) ?? textOf(point, 'shelter_code');
    if (named === null) say('no_shelter', 'look', '没有指定安置点，留空', 'No shelter is named; its line is blank');
    else say('no_shelter', 'look', `安置点图层中没有 ${named}`, `There is no shelter ${named} in the layer`);
  } else if (textOf(shelter, 'state') === 'closed') {
    const name = textOf(shelter, 'name') ?? textOf(shelter, 'code') ?? '';
    say('shelter_closed', 'stop', `安置点“${name}”已停用，勿发此卡`, `The shelter ${name} is closed: do not hand out`);
  } else if (textOf(shelter, 'state') === null) {
    say('shelter_state_unknown', 'look', '安置点是否启用未填，请核实', 'Whether the shelter is open is not recorded');
  }
  const own = textOf(point, 'shelter_code');
  const routes = route && textOf(route, 'shelter_code');
  if (own !== null && routes && own !== routes && source.part.count === 1) {
    say(
      'shelters_differ',
      'look',
      `灾害点登记的安置点（${own}）与转移路线的（${routes}）不同，本卡以路线为准`,
      `The point names the shelter ${own} and its route ${routes}; the card follows the route`,
    );
  }
  if (route) concerns.push(...standingConcerns(source.standing));
  return concerns;
}

function standingConcerns(standing: RouteStanding | null): Concern[] {
  if (!standing) {
    return [
      {
        code: 'route_unchecked',
        severity: 'look',
        message: text(
          '转移路线尚未校核，请先校核再印发',
          'The route has not been checked; check it before handing out',
        ),
      },
    ];
  }
  const reasons = (join: 'zh' | 'en') =>
    standing.reasons.map((reason) => reason[join]).join(join === 'zh' ? '；' : '; ');
  const concerns: Concern[] = [];
  if (standing.verdict === 'fail') {
    const message = text(`转移路线校核不通过：${reasons('zh')}`, `The route fails its check: ${reasons('en')}`);
    concerns.push({ code: 'route_fails', severity: 'stop', message });
  } else if (standing.verdict === 'unknown') {
    const message = text(`转移路线有无法判定之处：${reasons('zh')}`, `The check cannot tell: ${reasons('en')}`);
    concerns.push({ code: 'route_unknown', severity: 'look', message });
  }
  if (standing.stale) {
    concerns.push({
      code: 'route_stale',
      severity: 'stop',
      message: text('校核之后数据已改动，须重新校核', 'Data have changed since the check; check again first'),
    });
  }
  return concerns;
}
