const opposites: Readonly<Record<string, string>> = {
  left: 'right',
  right: 'left',
  increasing: 'decreasing',
  decreasing: 'increasing',
};

/** A side or a direction along a road, seen along the same road drawn the other way. */
export function turned<T extends string | null>(value: T, reversed: boolean): T | string {
  return (reversed && value !== null && opposites[value]) || value;
}
