/** The part of geojson-validation (which ships no types) that is used here. With `trace`, the messages of all faults. */
declare module 'geojson-validation' {
  const gjv: { isFeature(value: unknown, trace: true): string[] };
  export default gjv;
}
