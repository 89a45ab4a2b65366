import { Command, CommanderError, Option } from 'commander';
import { languages, text } from '../data/text.ts';
import packageJson from '../package.json' with { type: 'json' };
import { registerCheckRoute } from './commands/check-route.ts';
import { registerExport } from './commands/export.ts';
import { describeFailure } from './commands/failure.ts';
import { describeComplaint, inLanguage } from './commands/help.ts';
import { registerImport } from './commands/import.ts';
import { registerImportElevation } from './commands/import-elevation.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerPlan } from './commands/plan.ts';
import { registerRainfall } from './commands/rainfall.ts';
import { registerScreen } from './commands/screen.ts';
import { registerServe } from './commands/serve.ts';
import { language, tell } from './commands/terminal.ts';
import { registerUser } from './commands/user.ts';
import { registerVerifyHistory } from './commands/verify-history.ts';

/** Every command. Adding one adds a file and a line here. */
const commands = [
  registerServe,
  registerImport,
  registerImportElevation,
  registerExport,
  registerCheckRoute,
  registerScreen,
  registerPlan,
  registerRainfall,
  registerMigrate,
  registerUser,
  registerVerifyHistory,
];

function makeProgram(): Command {
  const program = inLanguage(new Command('anlan'))
    .usage(text('<命令> [选项]', '<command> [options]')[language])
    .description(
      text('安澜：县域道路与山洪风险地图服务', 'Anlan: the dangerous roads and waters of a county on one map')[
        language
      ],
    )
    .version(packageJson.version, '-V, --version', text('显示版本', 'show the version')[language])
    .addOption(
      new Option(
        '--lang <language>',
        text('输出语言 zh 或 en，默认看 LANG', 'language of the output, zh or en; told by LANG by default')[language],
      ).choices(languages),
    )
    // Complaints are printed below, in the language of the terminal.
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const register of commands) register(program);
  return program;
}

async function main(): Promise<number> {
  try {
    await makeProgram().parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0 && error.code !== 'commander.help') tell(describeComplaint(error.code, error.message));
      return error.exitCode;
    }
    for (const line of describeFailure(error, process.env.LOG_LEVEL === 'debug')) tell(line);
    return 1;
  }
}

process.exitCode = await main();
