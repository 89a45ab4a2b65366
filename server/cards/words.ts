import { layers } from '../../data/layers/index.ts';
import { type Language, type Text, text } from '../../data/text.ts';
import type { Directions, Step, StepRoad, Structure, Turn, Wind } from './directions.ts';

export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly mode: 'foot' | 'vehicle' | null;
}

const winds: Readonly<Record<Wind, Text>> = {
  0: text('北', 'north'),
  1: text('东北', 'north-east'),
  2: text('东', 'east'),
  3: text('东南', 'south-east'),
  4: text('南', 'south'),
  5: text('西南', 'south-west'),
  6: text('西', 'west'),
  7: text('西北', 'north-west'),
};

const turns: Readonly<Record<Exclude<Turn, 'start'>, Text>> = {
  straight: text('直行', 'Straight on'),
  left: text('左转', 'Turn left'),
  right: text('右转', 'Turn right'),
  back: text('折返', 'Turn back'),
};

const crossed: Readonly<Record<Structure, Text>> = {
  bridge: text('过桥', 'over a bridge'),
  tunnel: text('过隧道', 'through a tunnel'),
  ford: text('涉水（汛期勿过）', 'through a ford (never in flood)'),
  causeway: text('过漫水路面', 'over a causeway'),
};

/** A route in words, one sentence a step, the last of them the arrival. */
export function directionWords(directions: Directions, { from, to, mode }: Ends, language: Language): string[] {
  const going = mode === 'vehicle' ? text('行驶', 'drive') : text('走', 'walk');
  const sentences = directions.steps.map((step) => sentence(step, from, going, language));
  const metres = metresWord(directions.lengthMetres, language);
  const arrival = text(`到达${to}，全程约 ${metres}。`, `You arrive at ${to}, about ${metres} in all.`);
  return [...sentences, arrival[language]];
}

function sentence(step: Step, from: string, going: Text, language: Language): string {
  const metres = metresWord(step.metres, language);
  const road = roadName(step.road);
  const along = step.chainage && chainageRange(step.chainage.fromMetres, step.chainage.toMetres);
  const over = [...new Set(step.structures)].map((structure) => crossed[structure]);
  const wind = winds[step.wind];
  if (language === 'zh') {
    const way = step.road ? `沿${road.zh}` : '沿图上所画小路';
    const head =
      step.turn === 'start' ? `从${from}出发，${way}向${wind.zh}` : `${turns[step.turn].zh}，${way}向${wind.zh}`;
    const tail = over.length > 0 ? `，${over.map(({ zh }) => zh).join('、')}` : '';
    return `${head}${going.zh}约 ${metres}${along ? `（${along}）` : ''}${tail}。`;
  }
  const way = step.road ? `along ${road.en}` : 'along the way drawn on the map';
  const head =
    step.turn === 'start' ? `From ${from} ${going.en} ${wind.en} ${way}` : `${turns[step.turn].en}, ${wind.en} ${way}`;
  const tail = over.length > 0 ? `, ${over.map(({ en }) => en).join(', ')}` : '';
  return `${head} for about ${metres}${along ? ` (${along})` : ''}${tail}.`;
}

/** How a road is called: its name and number, or what kind of road it is. */
export function roadName(road: StepRoad | null): Text {
  if (!road) return text('路网外', 'off the roads');
  const { name, roadCode } = road;
  if (name !== null && roadCode !== null && name !== roadCode && !name.includes(roadCode)) {
    return text(`${name}（${roadCode}）`, `${name} (${roadCode})`);
  }
  const known = name ?? roadCode;
  if (known !== null) return text(known, known);
  const title = layers.roads.properties.road_class?.codes?.find(({ value }) => value === road.roadClass)?.title;
  return title ? text(`无名${title.zh}`, `an unnamed ${title.en.toLowerCase()}`) : text('无名路', 'an unnamed road');
}

/** To ten metres: a person counts no steps. Below that the metre, so that nothing is said to be 0 m long. */
export function metresWord(metres: number, language: Language): string {
  const unit = language === 'zh' ? { m: '米', km: '公里' } : { m: 'm', km: 'km' };
  if (metres < 995) return `${metres < 15 ? Math.max(1, Math.round(metres)) : Math.round(metres / 10) * 10} ${unit.m}`;
  return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0)} ${unit.km}`;
}

function chainageRange(from: number, to: number): string {
  return `${chainage(from)}–${chainage(to)}`;
}

function chainage(metres: number): string {
  const whole = Math.round(metres);
  return `K${Math.floor(whole / 1000)}+${String(whole % 1000).padStart(3, '0')}`;
}
