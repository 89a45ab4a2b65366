import type { Random } from './random.ts';

/** Names as they are found in the hills of central China; none is meant to be a particular real place. */

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const givenNames = '国建明文志德正永光荣华春秀玉桂兰芳英勇军平安海林波涛成仁义忠厚兴旺发家宝贵福祥瑞云山峰清泉松柏';
const surnameList = [...surnames];
const givenList = [...givenNames];

const lowSuffixes = ['坪', '湾', '坝', '河坝', '滩', '溪', '渡', '洲', '家河'] as const;
const middleSuffixes = ['坪', '湾', '坡', '冲', '沟', '院子', '屋场', '垸', '槽'] as const;
const highSuffixes = ['垭', '岭', '岩', '包', '寨', '坡', '山', '槽', '顶'] as const;

const lowNames = [
  '双河口',
  '两河口',
  '清水滩',
  '柳林坝',
  '石桥',
  '大河坝',
  '沙坝子',
  '水磨坪',
  '渡口',
  '芦花滩',
  '桑树坪',
  '白果坝',
] as const;
const middleNames = [
  '黄柏坪',
  '桐子坪',
  '老屋场',
  '核桃湾',
  '茶园坡',
  '枣子坪',
  '竹林湾',
  '响水洞',
  '石门沟',
  '枇杷坪',
  '大堰塘',
  '花椒坪',
  '梨树湾',
  '板栗坪',
  '药铺坪',
  '瓦厂沟',
  '碾子沟',
  '苦竹坪',
  '青树坪',
  '栗子坪',
] as const;
const highNames = [
  '庙垭',
  '天池',
  '千丈岩',
  '马鞍山',
  '鹰嘴岩',
  '凉风垭',
  '望乡台',
  '云盘岭',
  '火烧坪',
  '雪岭',
  '红岩寨',
  '燕子岩',
  '高桥坪',
  '老鹰岩',
  '擂鼓台',
  '仙人坪',
  '杉木岭',
  '箭竹垭',
  '黑湾岭',
  '一碗水',
] as const;

const townNames = ['澜城镇', '石门镇', '清水镇', '龙潭乡', '白沙镇', '云台乡', '青垭乡', '双溪乡'] as const;

const riverNames = [
  '安澜河',
  '龙潭河',
  '清水溪',
  '石门河',
  '白沙河',
  '云台河',
  '青龙溪',
  '双溪',
  '柳林河',
  '黑水溪',
  '桃花溪',
  '板桥河',
] as const;
const gullyHeads = [
  '大',
  '小',
  '长',
  '黑',
  '冷水',
  '响水',
  '漆树',
  '楠木',
  '野猪',
  '干',
  '沙',
  '倒流',
  '泥',
  '红石',
  '窑',
  '火石',
  '麻',
  '金竹',
  '磨刀',
  '蚂蟥',
  '羊角',
  '香炉',
  '铜锣',
  '葛藤',
  '乌龟',
  '老林',
  '水井',
  '白岩',
  '黄泥',
  '关门',
  '纸厂',
  '斑竹',
  '洗马',
  '马槽',
  '仙女',
  '鸳鸯',
  '梅子',
  '丁家',
  '韩家',
  '夏家',
  '秦家',
  '雷家',
  '贺家',
  '严家',
  '覃家',
  '谭家',
  '向家',
  '田家',
] as const;

/** Hands out names, none of them twice. */
export class NameBook {
  readonly #taken = new Set<string>();
  readonly #draw: Random;

  constructor(draw: Random) {
    this.#draw = draw;
  }

  town(index: number): string {
    const name = townNames[index];
    if (!name) throw new RangeError(`no name for town ${index}`);
    this.#taken.add(name);
    return name;
  }

  /** A village or hamlet; `standing` is its share of the way from the valley to the heights, 0 to 1. */
  settlement(standing: number): string {
    return this.#fresh(() => placeName(this.#draw, standing));
  }

  /** The larger the catchment, the better known the name; `rank` counts rivers from the largest. */
  river(rank: number, long: boolean): string {
    return riverNames[rank] ?? this.#fresh(() => riverName(this.#draw, long));
  }

  #fresh(make: () => string): string {
    for (let attempt = 0; attempt < 400; attempt++) {
      const name = make();
      if (!this.#taken.has(name)) {
        this.#taken.add(name);
        return name;
      }
    }
    throw new Error('the book of names is used up');
  }
}

/** A name for a settlement, which others may have as well. */
export function placeName(draw: Random, standing: number): string {
  const [fixed, suffixes] =
    standing < 0.18
      ? [lowNames, lowSuffixes]
      : standing < 0.5
        ? [middleNames, middleSuffixes]
        : [highNames, highSuffixes];
  if (draw.chance(0.4)) return draw.pick(fixed);
  const suffix = draw.pick(suffixes);
  const surname = draw.pick(surnameList);
  return suffix.startsWith('家') ? `${surname}${suffix}` : `${surname}家${suffix}`;
}

export function riverName(draw: Random, long: boolean): string {
  return `${draw.pick(gullyHeads)}${long ? '溪' : '沟'}`;
}

export function personName(draw: Random): string {
  const surname = draw.pick(surnameList);
  const first = draw.pick(givenList);
  const second = draw.pick(givenList);
  return draw.chance(0.75) && second !== first ? `${surname}${first}${second}` : `${surname}${first}`;
}

/** Numbers of a block that no one should answer: all are 13800000 and three digits. */
export function phoneNumber(draw: Random): string {
  return `13800000${String(draw.integer(0, 999)).padStart(3, '0')}`;
}
