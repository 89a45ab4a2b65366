/** Heights outside this range are errors of a file (an undeclared void such as −32768 or −9999), not terrain. */
export const lowestLand = {
  value: -500,
  unit: 'm',
  source: 'The lowest dry land, the shore of the Dead Sea, lies at about −430 m',
  status: 'R',
} as const;

/** A standard deviation beyond this is a slip of the pen, such as centimetres for metres, and no elevation model's. */
export const greatestVerticalAccuracy = {
  value: 100,
  unit: 'm',
  source:
    'GTOPO30 README (USGS, 1996): 97 m (RMSE) for the worst of its sources, the Digital Chart of the World; no model in use is worse',
  status: 'R',
} as const;

export const highestLand = {
  value: 9000,
  unit: 'm',
  source: 'The highest land, 珠穆朗玛峰, is 8,848.86 m (Xinhua, 2020-12-08)',
  status: 'R',
} as const;
