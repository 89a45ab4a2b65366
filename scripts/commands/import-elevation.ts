import type { Command } from 'commander';
import { text } from '../../data/text.ts';
import { example } from './help.ts';
import { language } from './terminal.ts';
import type { runImportElevation } from './work/import-elevation.ts';

export function registerImportElevation(program: Command): void {
  program
    .command('import-elevation')
    .summary(text('导入高程数据', 'bring elevation models into the county')[language])
    .description(
      text(
        '导入数字高程模型。同一格网的分幅自动拼接；多份数据重叠处取格网最细者，同样细者取后导入的、先列出的。无数据处仍为无数据。导入完成前原有高程不变；正在运行的服务随即采用，并重新筛查该范围内的公路。',
        'Brings elevation models into the county. Sheets on one grid are joined; where several cover a place the finest gives the height, of equals the later import, within it the file named first. Voids stay voids. The earlier elevation stays until the import is complete; a running service then takes the new one up and screens the roads there again.',
      )[language],
    )
    .argument(
      '<files...>',
      text(
        'GeoTIFF（任意常用坐标系）、SRTM 的 .hgt 或 .hgt.zip，可多个',
        'GeoTIFF in any usual coordinate system, .hgt or .hgt.zip of SRTM; several at once',
      )[language],
    )
    .option(
      '--name <name>',
      text('数据名称；同名的旧数据被替换', 'what to call it; replaces an import of that name')[language],
    )
    .option(
      '--vertical-accuracy-m <metres>',
      text('高程中误差（米），见数据说明书', 'standard deviation of a height, from the producer')[language],
    )
    .option(
      '--void <value>',
      text(
        '另把此值视为无数据，如以 0 填充边缘时用 0',
        'a value that means "no height" too, such as 0 at filled edges',
      )[language],
    )
    .option('--replace', text('替换此前导入的全部高程', 'in place of all elevation imported before')[language])
    .addHelpText(
      'after',
      example(
        'import-elevation dem-5m/*.tif --name 2024 --vertical-accuracy-m 0.7',
        'import-elevation N31E110.hgt.zip N31E111.hgt.zip --name SRTM --vertical-accuracy-m 6',
      ),
    )
    .action(async (...given: Parameters<typeof runImportElevation>) =>
      (await import('./work/import-elevation.ts')).runImportElevation(...given),
    );
}
