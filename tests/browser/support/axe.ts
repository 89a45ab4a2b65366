import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

const options: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
};

/**
 * What axe-core finds of WCAG 2.2 AA that is serious or critical, a line each: the rule, where, and why.
 *
 * @param within a selector: only what lies in it
 */
export async function seriousViolations(page: Page, within = 'html'): Promise<string[]> {
  // Evaluated by the browser itself: the page's own content security policy lets no script in.
  await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResults, { within: string; options: RunOptions }>(
    ({ within: selector, options: wanted }) =>
      (window as unknown as { axe: { run(in_: string, with_: RunOptions): Promise<AxeResults> } }).axe.run(
        selector,
        wanted,
      ),
    { within, options },
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`),
    );
}
