import { type Text, text } from '../../data/text.ts';
import type { CommandId } from '../state/commands.ts';
import { type OperationId, operations } from './editing/operations.ts';

/** Where a shortcut holds: two of one group never share a key. */
export type ShortcutGroup =
  | 'global'
  | 'map'
  | 'search'
  | 'table'
  | 'measure'
  | 'profile'
  | 'draw'
  | 'editing'
  | 'review'
  | 'clearance';

export interface Shortcut {
  readonly group: ShortcutGroup;
  /** Ways to do the same; each is keys held together. `Mod` is Ctrl, on a Mac the command key. */
  readonly keys: readonly (readonly string[])[];
  readonly title: Text;
  /** Of those that hold everywhere: what they set off. Others are heard where they belong. */
  readonly command?: CommandId;
}

const operationTitles: Readonly<Record<OperationId, Text>> = {
  cut: text('沿线截取风险路段', 'Cut a hazard out of the road'),
  split: text('在所选顶点处断开', 'Split at the chosen vertex'),
  merge: text('与相邻线合并', 'Merge with the next line'),
  reverse: text('反转方向', 'Reverse'),
  duplicate: text('复制要素', 'Duplicate'),
  removeVertex: text('删除所选顶点', 'Remove the chosen vertex'),
  delete: text('删除要素', 'Delete'),
  addPart: text('增加部分', 'Add a part'),
  addHole: text('挖洞', 'Cut a hole'),
  removePart: text('删除所选部分或洞', 'Remove the chosen part or hole'),
};

/** Every shortcut that there is, in the order of the list. */
export const shortcuts: readonly Shortcut[] = [
  { group: 'global', keys: [['/'], ['Mod', 'K']], title: text('搜索', 'Search'), command: 'search' },
  { group: 'global', keys: [['?']], title: text('快捷键列表', 'This list'), command: 'shortcuts' },
  { group: 'global', keys: [['L']], title: text('打开或收起图层', 'Show or hide the layers'), command: 'layers' },
  {
    group: 'global',
    keys: [['D']],
    title: text('打开或关闭统计', 'Open or close the dashboard'),
    command: 'dashboard',
  },
  { group: 'global', keys: [['P']], title: text('打印地图', 'Print the map'), command: 'print' },
  {
    group: 'global',
    keys: [['T']],
    title: text('打开或关闭属性表', 'Open or close the attribute table'),
    command: 'table',
  },
  { group: 'global', keys: [['M']], title: text('量测', 'Measure'), command: 'measure' },
  { group: 'global', keys: [['3']], title: text('三维地形', '3D terrain'), command: 'terrain' },
  { group: 'global', keys: [['H']], title: text('回到全县', 'Whole county'), command: 'wholeCounty' },

  { group: 'map', keys: [['←'], ['→'], ['↑'], ['↓']], title: text('移动地图', 'Move the map') },
  { group: 'map', keys: [['+'], ['-']], title: text('放大、缩小', 'Zoom in and out') },
  {
    group: 'map',
    keys: [
      ['Shift', '←'],
      ['Shift', '→'],
    ],
    title: text('旋转地图', 'Turn the map'),
  },
  { group: 'map', keys: [['Enter']], title: text('查看地图中心处的要素', 'Open what is at the centre') },

  { group: 'search', keys: [['↑'], ['↓']], title: text('选择结果', 'Go through the results') },
  { group: 'search', keys: [['Enter']], title: text('定位到所选结果', 'Show the chosen result') },
  { group: 'search', keys: [['Esc']], title: text('关闭结果', 'Close the results') },

  { group: 'table', keys: [['↑'], ['↓']], title: text('上一行、下一行', 'Previous and next row') },
  { group: 'table', keys: [['Space']], title: text('选中或取消该行', 'Select the row or not') },
  { group: 'table', keys: [['Enter']], title: text('在地图上查看该行', 'Show the row on the map') },
  { group: 'table', keys: [['Mod', 'A']], title: text('全选', 'Select all') },
  { group: 'table', keys: [['Esc']], title: text('取消选择', 'Select none') },

  {
    group: 'measure',
    keys: [['Space'], ['Enter']],
    title: text('在地图中心处加点', 'Add a point at the centre of the map'),
  },
  { group: 'measure', keys: [['Backspace']], title: text('撤销上一个量测点', 'Take back the last measured point') },
  { group: 'measure', keys: [['Esc']], title: text('结束量测', 'End measuring') },

  { group: 'profile', keys: [['←'], ['→']], title: text('沿线前后移动', 'Go along the line') },
  { group: 'profile', keys: [['PageUp'], ['PageDown']], title: text('大步移动', 'Go along in large steps') },
  { group: 'profile', keys: [['Home'], ['End']], title: text('到起点、终点', 'To the start and the end') },

  { group: 'draw', keys: [['Enter']], title: text('完成画线', 'Finish the line') },
  { group: 'draw', keys: [['Backspace']], title: text('撤销上一个点', 'Take back the last point') },
  { group: 'draw', keys: [['Esc']], title: text('取消画线', 'Give up the line') },

  { group: 'editing', keys: [['Mod', 'S']], title: text('保存', 'Save') },
  { group: 'editing', keys: [['Mod', 'Z']], title: text('撤销', 'Undo') },
  {
    group: 'editing',
    keys: [
      ['Mod', 'Shift', 'Z'],
      ['Mod', 'Y'],
    ],
    title: text('重做', 'Redo'),
  },
  { group: 'editing', keys: [['Space'], ['Enter']], title: text('在地图中心处点选', 'Click at the centre of the map') },
  { group: 'editing', keys: [['['], [']']], title: text('上一个、下一个顶点', 'Previous and next vertex') },
  {
    group: 'editing',
    keys: [
      ['Alt', '←'],
      ['Alt', '→'],
      ['Alt', '↑'],
      ['Alt', '↓'],
    ],
    title: text('微移顶点', 'Nudge the vertex'),
  },
  { group: 'editing', keys: [['Insert']], title: text('插入顶点', 'Insert a vertex') },
  ...operations.map(
    ({ id, key }): Shortcut => ({
      group: 'editing',
      keys: [[key.length === 1 ? key.toUpperCase() : key]],
      title: operationTitles[id],
    }),
  ),
  { group: 'editing', keys: [['Esc']], title: text('放下工具，或关闭要素', 'Put the tool away, or close the feature') },

  { group: 'review', keys: [['↓'], ['→']], title: text('下一条建议', 'Next proposal') },
  { group: 'review', keys: [['↑'], ['←']], title: text('上一条建议', 'Previous proposal') },
  { group: 'review', keys: [['A']], title: text('采纳', 'Accept') },
  { group: 'review', keys: [['R']], title: text('驳回', 'Reject') },
  { group: 'review', keys: [['E']], title: text('修改后采纳', 'Edit') },

  { group: 'clearance', keys: [['Space']], title: text('播放、暂停', 'Play and pause') },
  { group: 'clearance', keys: [['←'], ['→']], title: text('后退、前进一分钟', 'A minute back and forth') },
  {
    group: 'clearance',
    keys: [['PageDown'], ['PageUp']],
    title: text('后退、前进十分钟', 'Ten minutes back and forth'),
  },
  { group: 'clearance', keys: [['Home'], ['End']], title: text('到开始、结束', 'To the beginning and the end') },
];

export const shortcutGroups: readonly ShortcutGroup[] = [
  'global',
  'map',
  'search',
  'table',
  'measure',
  'profile',
  'draw',
  'editing',
  'review',
  'clearance',
];

/** A key as the browser tells of it. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * The command of a key that holds everywhere; undefined for any other key.
 *
 * @param isWriting whether somebody writes in a field: then only keys held with Ctrl hold
 */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Pressed, isWriting: boolean): CommandId | undefined {
  const isHeld = ctrlKey || metaKey;
  if (altKey || (isWriting && !isHeld)) return undefined;
  return shortcuts.find(
    ({ command, keys }) =>
      command !== undefined &&
      keys.some((combination) => {
        const needsMod = combination[0] === 'Mod';
        return needsMod === isHeld && combination.at(-1)?.toLowerCase() === key.toLowerCase();
      }),
  )?.command;
}
