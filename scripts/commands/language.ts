import { type Language, languages } from '../../data/text.ts';

/**
 * The language of a command's words: `--lang` first, then what the terminal is set to, as programs on Unix read it.
 * Chinese unless English is asked for.
 */
export function chooseLanguage(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  return languageOption(argv) ?? (wordOf(environment).startsWith('en') ? 'en' : 'zh');
}

/** Read before the options are parsed, since help and errors of the parsing itself need it. */
function languageOption(argv: readonly string[]): Language | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const value = argv[at]?.split('=')[1] ?? argv[at + 1];
  return at < 0 ? undefined : languages.find((language) => language === value);
}

function wordOf({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): string {
  return (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase();
}
