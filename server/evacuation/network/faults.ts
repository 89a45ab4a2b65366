import type { Text } from '../../../data/text.ts';

/** Codes are stable: programs may act on them. */
export const networkFaultCodes = [
  'no_geometry',
  'not_a_line',
  'bad_coordinates',
  'not_a_road',
  'zero_length',
  'duplicate_edge',
  'gap',
  'island',
  'dead_end',
] as const;
export type NetworkFaultCode = (typeof networkFaultCodes)[number];

/** What is wrong with the roads, and where. Nothing of it stops a network from being built. */
export interface NetworkFault {
  readonly code: NetworkFaultCode;
  /** The road section concerned. */
  readonly road: string | number;
  /** Another section it concerns: the one repeated, or the one nearly met. */
  readonly other: string | number | null;
  /** Longitude and latitude; null where there is no place. */
  readonly at: readonly [number, number] | null;
  readonly message: Text;
}
