/** What the map always says of flood warnings, in Chinese; `en.ts` must have each of them. */
export const zh = {
  heading: '预警状态',
  stateUnknown: '山洪预警状态未知：没有取得，图上没有标记不等于未达预警。',
  stateOutdated: (time: string) => `山洪预警状态未能更新：图上所标为 ${time} 的判定，可能已过时。`,
  stateUnknownShort: '预警状态未知',
  noRain: '无雨情：还没有雨量数据，图上没有标记的点预警状态不明。',
  oldRain: (time: string) => `无雨情：最近雨量止于 ${time}，图上没有标记的点预警状态不明。`,
  allBelow: '各点均未达预警',
  counted: (title: string, count: string) => `${title} ${count}`,
  judgedAt: (time: string) => `${time} 判定`,
  alwaysMarked: '图层关闭或筛选时，预警标记仍然显示。',
  belowUnmarked: '未达预警的点不另作标记。',
  openWarnings: '查看山洪预警',
  showBasis: '查看判定依据',
  onlyTownship: (name: string) => `只列出${name}的灾害点。`,
  withoutTownship: '只列出未填写乡镇的灾害点。',
  wholeCounty: '列出全县',
  onPaper: (time: string) => `山洪预警状态判定时间：${time}`,
  assumedOnPaper: '图上预警状态为假设雨量的推演结果，不是实况。',
};

export type WarnedMessages = typeof zh;
