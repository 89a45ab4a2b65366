export { checkRoute } from './check-route.ts';
export type * from './types.ts';
