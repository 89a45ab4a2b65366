import type { Command } from 'commander';
import { type Text, text } from '../../data/text.ts';
import { language } from './terminal.ts';

/** Examples below a command's options, each a line that can be typed as it stands. */
export function example(...commands: readonly string[]): string {
  const title = text('示例：', 'Examples:')[language];
  return `\n${title}\n${commands.map((command) => `  npm run anlan -- ${command}`).join('\n')}\n`;
}

const titles: Readonly<Record<string, Text>> = {
  'Usage:': text('用法：', 'Usage:'),
  'Arguments:': text('参数：', 'Arguments:'),
  'Options:': text('选项：', 'Options:'),
  'Commands:': text('命令：', 'Commands:'),
  'Global Options:': text('全局选项：', 'Global options:'),
};

/** Commander's own words in the language of the terminal. Call on the program before commands are added to it. */
export function inLanguage(program: Command): Command {
  const styleTitle = (title: string) => titles[title]?.[language] ?? title;
  return (
    program
      // Defaults and choices are said in the descriptions: commander would add them in English.
      .configureHelp({ styleTitle, showGlobalOptions: true, optionDescription: (option) => option.description })
      .helpOption('-h, --help', text('显示帮助', 'show this help')[language])
      .helpCommand(
        text('help [命令]', 'help [command]')[language],
        text('显示某个命令的帮助', 'show the help of a command')[language],
      )
  );
}

/** What commander complains about, by its code; the word in quotes of its English message is kept. */
const complaints: Readonly<Record<string, Text>> = {
  'commander.unknownCommand': text('没有命令', 'there is no command'),
  'commander.unknownOption': text('没有选项', 'there is no option'),
  'commander.missingArgument': text('缺少参数', 'an argument is missing:'),
  'commander.optionMissingArgument': text('选项缺少取值', 'a value is missing for the option'),
  'commander.missingMandatoryOptionValue': text('缺少选项', 'an option is missing:'),
  'commander.excessArguments': text('参数过多', 'there are too many arguments'),
  'commander.invalidArgument': text('取值不正确', 'a bad value:'),
};

export function describeComplaint(code: string, message: string): Text {
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  const known = complaints[code];
  const hint = text('用 --help 查看用法。', 'See --help.');
  if (!known) return text(`${message} ${hint.zh}`, `${message} ${hint.en}`);
  return text(`${known.zh} ${word}。${hint.zh}`, `${known.en} ${word}. ${hint.en}`);
}
