/** Printing the map, in Chinese; `en.ts` must have each of them. */
export const zh = {
  title: '打印地图',
  close: '关闭打印',
  pageTitle: '标题',
  defaultTitle: (county: string) => `${county}公路风险与山洪转移图`,
  bureau: '制图单位',
  source: '资料来源',
  defaultSource: '安澜风险台账；坐标系 CGCS2000（WGS 84）',
  paper: '纸张',
  landscape: '横向',
  portrait: '纵向',
  scale: '比例尺',
  fitted: '按当前视图',
  quality: '精度',
  dpi: (dots: number) => `${dots} 点/英寸`,
  png: '保存 PNG',
  pdf: '保存 PDF',
  preview: '打印预览',
  previewBusy: '正在生成预览…',
  drawing: '正在绘制…',
  cancel: '取消',
  failed: '没有生成：浏览器内存或显卡不够。请改小纸张或精度再试。',
  legend: '图例',
  list: (titles: readonly string[]) => titles.join('、'),
  narrowed: (titles: string, what: string) => `${titles}：仅显示符合条件的（${what}）`,
  notNarrowed: (titles: string, what: string) => `${titles}：筛选未生效，显示全部（${what}）`,
  faint: (titles: string, percent: string) => `${titles}：按 ${percent}% 不透明度淡显`,
  conditions: '显示条件',
  moreConditions: '……条件过长，未全部列出',
  flat: '三维视图按正上方俯视打印，比例尺才准确。',
  hint: '打印 PDF 时请选“实际大小”，比例尺在纸上才准确。',
  saved: '已保存。',
} as const;

type Loose<T> = T extends (...values: infer V) => string ? (...values: V) => string : string;

export type PrintMessages = { readonly [K in keyof typeof zh]: Loose<(typeof zh)[K]> };
