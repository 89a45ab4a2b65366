import { languages, text } from '../../data/text.ts';
import { paperSizes } from '../cards/paper.ts';
import { keptHours } from '../cards/print/files.ts';
import { type PrintInputs, printCardsProcess, signalChoices } from '../cards/print/inputs.ts';
import { countPoints } from '../cards/read-sources.ts';
import { noPoints } from '../cards/select.ts';
import { invalidInput } from './inputs.ts';
import type { JobProcess } from './process.ts';

export const printCards: JobProcess = {
  id: printCardsProcess,
  version: '1.0.0',
  title: text('明白卡汇编', 'Print the cards of households'),
  description: text(
    `把全县或一个乡镇的明白卡排成一个 PDF，前附清单。结果中的 file 是取文件的地址，保留 ${keptHours} 小时。凡已登录者均可发起；发起人可以取消。`,
    `Lays out the cards of the county, or of one township, in one PDF with a list of them in front. The member file of the result is where it is fetched, for ${keptHours} hours. Whoever is signed in may start it, and end what they have started.`,
  ),
  startedByEditorsOf: null,
  inputs: {
    township: {
      title: text('乡镇', 'Township'),
      description: text('乡镇代码；默认全县', 'The code of one; the whole county by default'),
      required: false,
      schema: { type: 'string' },
    },
    lang: {
      title: text('卡片语言', 'Language'),
      required: false,
      schema: { type: 'string', enum: [...languages], default: 'zh' },
    },
    size: {
      title: text('纸张', 'Paper'),
      required: false,
      schema: { type: 'string', enum: [...paperSizes], default: 'a5' },
    },
    signals: {
      title: text('预警信号', 'Signals'),
      description: text('blank 留空，proposed 印上建议', 'blank: empty lines; proposed: those that are proposed'),
      required: false,
      schema: { type: 'string', enum: [...signalChoices], default: 'blank' },
    },
  },
  output: {
    id: 'printed',
    title: text('印出的文件', 'What was printed'),
    mediaType: 'application/json',
    schema: { type: 'object' },
  },
  async prepare({ township, lang, size, signals }, { database: { pool } }): Promise<PrintInputs> {
    const inputs: PrintInputs = {
      township: null,
      lang: choice('lang', lang, languages) ?? 'zh',
      size: choice('size', size, paperSizes) ?? 'a5',
      signals: choice('signals', signals, signalChoices) ?? 'blank',
    };
    if (township == null) {
      if ((await countPoints(pool, {})) === 0) throw noPoints({});
      return inputs;
    }
    const known =
      typeof township === 'string' &&
      (await pool.query('SELECT FROM anlan.townships WHERE code = $1', [township])).rowCount !== 0;
    if (!known) throw invalidInput('township', text('没有这个代码的乡镇', 'there is no township of that code'));
    if ((await countPoints(pool, { township })) === 0) throw noPoints({ township });
    return { ...inputs, township };
  },
};

function choice<T extends string>(name: string, value: unknown, choices: readonly T[]): T | undefined {
  if (value == null) return undefined;
  const found = choices.find((one) => one === value);
  if (found) return found;
  throw invalidInput(name, text(`可用：${choices.join('、')}`, `it can be: ${choices.join(', ')}`));
}
