/** Search and the list of shortcuts, in Chinese; `en.ts` must have each of them. */
export const zh = {
  search: '搜索',
  searchLabel: '搜索名称、编号、桩号或坐标',
  searchPlaceholder: '名称、编号、桩号、坐标',
  openSearch: '打开搜索',
  closeSearch: '关闭搜索',
  clearSearch: '清除',
  results: '搜索结果',
  resultCount: (count: number) => `${count} 条结果`,
  searching: '正在搜索…',
  nothing: (words: string) => `没有找到“${words}”`,
  nothingHint: '可输入名称、编号；公路桩号，如 X201 K12+300；经纬度或平面坐标，如 110.21, 31.2。',
  recent: '最近搜索',
  forget: '清空',
  more: (count: number) => `另有 ${count} 条，请输入更多字词`,
  failed: '搜索暂时不可用，请稍后再试。',
  roadPosition: '公路桩号',
  coordinates: '坐标',
  wholeRoad: (sections: number) => `全线 ${sections} 个路段`,
  onSection: (section: string) => `路段 ${section}`,
  not_covered: (road: string, at: string, ranges: string) =>
    `${road} ${at} 处没有调查路段，位置不明。已有路段：${ranges}`,
  no_chainage: (road: string) => `${road} 的路段没有填桩号，无法定位`,
  malformed: (road: string) => `${road} 的桩号写法有误：加号后的米数应小于 1000，如 K3+300`,
  unknown_road: (road: string) => `没有公路 ${road}`,
  wgs84: 'WGS 84 / CGCS2000 经纬度',
  gcj02: '若为 GCJ-02（高德、腾讯地图）',
  bd09: '若为 BD-09（百度地图）',
  gauss_kruger: (width: number, zone: number, meridian: number) =>
    `CGCS2000 高斯-克吕格 ${width} 度带第 ${zone} 带（中央经线 ${meridian}°）`,
  zoneAssumed: '坐标未带带号，按本县所在带计算',
  latitudeFirst: '按纬度在前理解',
  pin: '搜索到的位置',
  removePin: '移除标记',

  shortcuts: '快捷键',
  shortcutsIntro: '输入文字时，单个字母的快捷键不起作用。',
  singleKeys: '启用通用单键快捷键',
  group_global: '通用',
  group_map: '地图',
  group_search: '搜索',
  group_table: '属性表',
  group_measure: '量测',
  group_profile: '纵断面',
  group_clearance: '转移过程演示',
  group_draw: '画线与路线核查',
  group_editing: '编辑',
  group_review: '筛查审核',
} as const;

type Loose<T> = T extends (...values: infer V) => string ? (...values: V) => string : string;

export type FindingMessages = { readonly [K in keyof typeof zh]: Loose<(typeof zh)[K]> };
