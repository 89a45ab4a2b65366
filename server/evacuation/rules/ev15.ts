import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import type { BestWay } from '../county/county-ways.ts';
import { nameOf, referenceTo } from '../features.ts';
import { messages } from '../messages.ts';
import type { TravelMode } from '../network/travel.ts';
import type { Statement } from '../types.ts';
import { journeyBy, possibleModes } from './journey.ts';
import { nothing, type Rule, type RuleResult } from './rule.ts';
import { unknownEnd } from './unknown-ends.ts';

/**
 * Longer than the best route from the flood point to the shelter by the share of the standards or more. The best one
 * keeps clear of flood zones, fords and hazards as far as it can, and of closed and too narrow roads altogether; among
 * those it is the shortest. A longer way that is safer is never told off for a shorter one.
 */
export const ev15: Rule = {
  id: 'EV15',
  title: text('明显绕远', 'Much longer than the best route'),
  needs: ['roads', 'flood_points', 'shelters'],
  reads: ['closures', 'road_hazards', 'flood_zones'],
  needsLength: true,
  check: checkLength,
};

function checkLength(context: CheckContext): RuleResult {
  const { input, ends, route, numbers } = context;
  const { point, shelter } = ends;
  if (input.county === undefined) return unknown('no_county_network');
  if (point.found === 'nothing' || shelter.found === 'nothing') {
    return { ...nothing, unknowns: [...unknownEnd(context, 'point'), ...unknownEnd(context, 'shelter')] };
  }
  const metres = route.lengthMetres + point.metres + shelter.metres;
  const answers = possibleModes(context).map((mode) => bestBy(context, mode));
  const [best] = answers;
  const missing = answers.find((answer) => 'code' in answer);
  if (missing !== undefined && 'code' in missing) return { ...nothing, unknowns: [missing] };
  if (best === undefined || 'code' in best) return nothing;
  const isLonger = (answer: BestWay | Statement) =>
    'metres' in answer && metres >= (1 + numbers.detour_share) * answer.metres;
  if (!isLonger(best)) return nothing;
  if (!answers.every(isLonger)) return unknown('mode_missing');
  const percent = Math.round((metres / best.metres - 1) * 100);
  const said = { metres: Math.round(metres), best: Math.round(best.metres), percent };
  return {
    ...nothing,
    findings: [
      {
        code: 'longer_than_best',
        severity: 'warning',
        from_m: 0,
        to_m: route.lengthMetres,
        ids: [referenceTo('flood_points', point.feature), referenceTo('shelters', shelter.feature)],
        evidence: {
          ratio: Math.round((metres / best.metres) * 1000) / 1000,
          route_m: said.metres,
          best_m: said.best,
          best_width_unknown_m: Math.round(best.metresOfUnknownWidth),
        },
        thresholds: ['detour_share', 'vehicle_margin_m'],
        message: messages.longer_than_best(said),
      },
    ],
  };
}

function bestBy(context: CheckContext, mode: TravelMode): BestWay | Statement {
  const { input, ends } = context;
  const { county } = input;
  const { point, shelter } = ends;
  if (county === undefined || point.found === 'nothing' || shelter.found === 'nothing') return statement('no_best_way');
  const from = county.placeOf('flood_points', point.feature, mode);
  const to = county.placeOf('shelters', shelter.feature, mode);
  if (from === undefined || to === undefined) {
    const [layer, feature] =
      from === undefined ? (['flood_points', point.feature] as const) : (['shelters', shelter.feature] as const);
    return {
      code: 'end_off_county_network',
      message: messages.end_off_county_network({ place: nameOf(feature) }),
      ids: [referenceTo(layer, feature)],
    };
  }
  return county.bestWay(journeyBy(context, mode), from, to) ?? statement('no_best_way');
}

type PlainCode = 'no_county_network' | 'no_best_way' | 'mode_missing';

function unknown(code: PlainCode): RuleResult {
  return { ...nothing, unknowns: [statement(code)] };
}

function statement(code: PlainCode): Statement {
  return { code, message: messages[code](), ids: [] };
}
