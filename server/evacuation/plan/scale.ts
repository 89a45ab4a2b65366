const perMillimetre = 1000;

export function toThousandth(value: number): number {
  return Math.round(value * perMillimetre) / perMillimetre;
}
