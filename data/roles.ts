import { type Text, text } from './text.ts';

export type Role = 'administrator' | 'transport' | 'water' | 'planner' | 'township' | 'viewer';

/** Who a person is to the service. Which role edits which layer stands in the layer's definition. */
export const roles: Readonly<Record<Role, { readonly title: Text; readonly description: Text }>> = {
  administrator: {
    title: text('管理员', 'Administrator'),
    description: text('管理账户和设置，可编辑全部图层', 'manages accounts and settings and edits every layer'),
  },
  transport: {
    title: text('交通运输局', 'Transport bureau'),
    description: text('编辑公路、风险路段和封闭路段', 'edits roads, road hazards and closures'),
  },
  water: {
    title: text('水务局', 'Water bureau'),
    description: text(
      '编辑山洪灾害点、水域、安置点和转移路线',
      'edits flood points, waters, shelters and evacuation routes',
    ),
  },
  planner: {
    title: text('规划', 'Planner'),
    description: text('查看和导出全部图层，不能编辑', 'reads and exports every layer, edits none'),
  },
  township: {
    title: text('乡镇', 'Township'),
    description: text(
      '编辑本乡镇范围内的要素，查看全部图层',
      'edits the features of its own township, reads every layer',
    ),
  },
  viewer: {
    title: text('只读', 'Viewer'),
    description: text('查看全部图层，不能编辑', 'reads every layer, edits none'),
  },
};

/** Who brings elevation in, which the bureaus of roads and of waters both work with. */
export const elevationKeepers: readonly Role[] = ['administrator', 'transport', 'water'];

export const roleIds = Object.keys(roles) as readonly Role[];

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(roles, value);
}

/** Who enters rain, gauges and what they speak for: what raises and clears warnings is the water bureau's. */
export const rainReporters: readonly Role[] = ['administrator', 'water'];
