import { test } from 'vitest';
import { howToGet, needed, type Tool } from './tools.ts';

const tool = (process.env.ANLAN_MISSING_TOOL ?? '') as Tool;

// Stands for all files of a project whose tool is missing: one skipped, or failed, test that says how to get it.
test(howToGet[tool], (context) => {
  needed(context, tool, undefined);
});
