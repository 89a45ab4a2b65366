import type { Command } from 'commander';
import { layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import { verifyHistory } from '../../server/layers/history/verify.ts';
import { CommandError } from './failure.ts';
import { example } from './help.ts';
import { language, say } from './terminal.ts';
import { withCountyDatabase } from './work/county-database.ts';

export function registerVerifyHistory(program: Command): void {
  program
    .command('verify-history')
    .summary(text('核对变更历史是否被改动', 'check that the history has not been tampered with')[language])
    .description(
      text(
        '重新计算每条历史记录和校验链的校验值，检查版本是否连续，并与各图层现状对照。发现问题时退出码为 1。',
        'Recomputes the hashes of all history entries and of the chains over them, looks for missing versions and compares the history with the layers as they are. The exit code is 1 where something is wrong.',
      )[language],
    )
    .addHelpText('after', example('verify-history'))
    .action(runVerifyHistory);
}

async function runVerifyHistory(): Promise<void> {
  const { entries, links, findings } = await withCountyDatabase(({ pool }) => verifyHistory(pool));
  for (const finding of findings) {
    const { title } = layers[finding.layer];
    say(text(`${title.zh}：${finding.text.zh}`, `${title.en}: ${finding.text.en}`));
  }
  if (findings.length > 0) {
    throw new CommandError(
      text(
        `变更历史不可信：发现 ${findings.length} 处问题（共 ${entries} 条记录）。请与备份对照。`,
        `The history cannot be trusted: ${findings.length} findings in ${entries} entries. Compare it with a backup.`,
      ),
    );
  }
  say(
    text(
      `变更历史完好：${entries} 条记录，${links} 个校验环，与各图层现状一致。`,
      `The history is sound: ${entries} entries in ${links} links, and the layers are what it says.`,
    ),
  );
}
