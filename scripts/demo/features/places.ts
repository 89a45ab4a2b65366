import { personName, phoneNumber } from '../names.ts';
import type { Settlement } from '../places/settlements.ts';
import type { Townships } from '../places/townships.ts';
import type { Plane, Point } from '../plane.ts';
import type { Random } from '../random.ts';
import { type DemoFeature, pointFeature, polygonsFeature } from './feature.ts';

export function settlementFeatures(plane: Plane, settlements: readonly Settlement[]): DemoFeature[] {
  return settlements.map((settlement) =>
    pointFeature(plane, settlement.point, {
      code: settlement.code,
      name: settlement.name,
      kind: settlement.kind,
      households: settlement.households,
      people: settlement.people,
      elevation_m: Math.round(settlement.elevationMetres * 10) / 10,
      source: '演示数据（程序生成）',
      township: settlement.township,
    }),
  );
}

export interface TownshipRecord {
  readonly code: string;
  readonly name: string;
}

export function townshipFeatures(
  plane: Plane,
  draw: Random,
  townships: Townships,
  records: readonly TownshipRecord[],
  settlements: readonly Settlement[],
): DemoFeature[] {
  return records.map((record, index) => {
    const own = settlements.filter((settlement) => settlement.township === record.code);
    return polygonsFeature(plane, [[[...(townships.outlines[index] ?? [])] as Point[]]], {
      code: record.code,
      name: record.name,
      seat: own.find((settlement) => settlement.kind === 'town')?.name,
      population: own.reduce((sum, settlement) => sum + settlement.people, 0),
      contact_person: personName(draw),
      contact_phone: phoneNumber(draw),
    });
  });
}
