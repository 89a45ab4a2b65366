import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findChromium, findPostgresBinaries, requiredTools, type Tool } from './tests/setup/tools.ts';

/** A project whose tool is missing shrinks to one test that says so. */
function ifFound(tool: Tool, isFound: boolean, name: string, test: TestProjectInlineConfiguration['test']) {
  if (isFound) return { test: { ...test, name } };
  return { test: { name, include: ['tests/setup/missing.test.ts'], env: { ANLAN_MISSING_TOOL: tool } } };
}

requiredTools();
const hasPostgis = Boolean(process.env.TEST_DATABASE_URL ?? findPostgresBinaries());

/** Starting an embedded database takes three seconds of one core, on a busy machine twenty. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'service-embedded',
          include: ['tests/service/**/*.test.ts'],
          // Ends in .postgis or .embedded: about what only that database has.
          exclude: ['**/*.postgis.test.ts'],
          globalSetup: ['tests/setup/embedded-template.ts'],
          env: { ANLAN_TEST_DATABASE: 'embedded' },
          ...patience,
        },
      },
      ifFound('postgis', hasPostgis, 'service-postgis', {
        include: ['tests/service/**/*.test.ts'],
        exclude: ['**/*.embedded.test.ts'],
        globalSetup: ['tests/setup/postgis-template.ts'],
        env: { ANLAN_TEST_DATABASE: 'server' },
        ...patience,
      }),
      ifFound('browser', findChromium() !== undefined, 'browser', {
        include: ['tests/browser/**/*.test.ts'],
        // Two browsers that draw maps in software on two cores only wait for each other.
        fileParallelism: false,
        globalSetup: ['tests/setup/embedded-template.ts'],
        ...patience,
      }),
    ],
  },
});
