export const zh = {
  player: '清空过程',
  play: '播放',
  pause: '暂停',
  time: '自出发起的时间',
  keys: '空格键播放或暂停；方向键前后移 1 分钟，翻页键 10 分钟',
  speed: '速度',
  speedOf: (minutes: number) => `1 秒 = ${minutes} 分钟`,
  at: (time: string) => `出发后 ${time}`,
  arrived: '已到',
  arrivedOf: (arrived: string, people: string) => `${arrived} / ${people} 人`,
  onTheWay: '路上',
  peopleOf: (people: string) => `${people} 人`,
  done: (time: string) => `全部到齐：${time}`,
  bound: (time: string) => `下界 ${time}`,
  curve: (people: string, end: string, bound: string) =>
    `到达人数随时间变化：共 ${people} 人，${end} 全部到齐；道路通行能力决定的下界是 ${bound}。`,
  fullness: '路有多满',
  free: '不到一半',
  busy: '过半',
  full: '满',
  dotOf: (people: string) => `一个点 = ${people} 人`,
  waits: '等候上路',
  assumption: '全体同时出发，路满则按先到先走等候。与“全部到齐”的时间出自同一份推算。',
  unknownStatus: '能否安全到达待核实：动画只按通行能力推算，不表示这些路安全。',
  incomplete: (people: string) => `${people} 人未安置，不在动画中。`,
  unknownPeople: (points: number) => `${points} 个点人数不详，不在动画中。`,
  nobody: '方案中没有人要走路，无可播放。',
  notKept: '此方案制定时还没有保存转移过程。重新制定后可播放。',
  sheltersHeading: '各安置点已到人数',
} as const;

type Loose<T> = T extends (...values: infer V) => string ? (...values: V) => string : string;

export type ClearanceMessages = { readonly [K in keyof typeof zh]: Loose<(typeof zh)[K]> };
