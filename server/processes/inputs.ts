import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Text } from '../../data/text.ts';
import { text } from '../../data/text.ts';
import { filterableMembers, parseItemsRequest } from '../http/items-request.ts';
import type { EqualityFilter } from '../layers/query.ts';
import { ProblemError } from '../problems.ts';

/** What is wrong with one input of a process, said with its name. */
export function invalidInput(name: string, reason: Text): ProblemError {
  return new ProblemError('invalid_inputs', text(`输入项 ${name}：${reason.zh}`, `Input ${name}: ${reason.en}`), {
    parameter: name,
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads an input with what reads a query parameter; a fault is then one of the input.
 *
 * @param reason said in place of the reader's own words, where those name a parameter that the process does not have
 */
export function asInput<T>(name: string, read: () => T, reason?: Text): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid_parameter') {
      throw invalidInput(name, reason ?? error.detail);
    }
    throw error;
  }
}

/** Members of a layer with the values they must have. */
export function readFilter(layer: LayerDefinition, filter: unknown, input = 'filter'): readonly EqualityFilter[] {
  if (filter == null) return [];
  if (!isRecord(filter)) throw invalidInput(input, text('应为对象', 'it must be an object'));
  const parameters = new Map<string, string>();
  for (const [member, value] of Object.entries(filter)) {
    if (!filterableMembers(layer).includes(member)) {
      throw invalidInput(
        input,
        text(`图层“${layer.title.zh}”没有字段“${member}”`, `the layer ${layer.id} has no member "${member}"`),
      );
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw invalidInput(
        input,
        text(
          `字段“${member}”的值应为文本、数或 true/false`,
          `the value of "${member}" must be text, a number, true or false`,
        ),
      );
    }
    parameters.set(member, String(value));
  }
  return asInput(input, () => parseItemsRequest(layer, parameters).selection.filters ?? []);
}
