export { checkRoute } from './check-route.ts';
export { profilePlaces } from './profile.ts';
export type * from './types.ts';
export { checkedLayers, ruleIds } from './types.ts';
