import type { Text } from '../../data/text.ts';
import { text } from '../../data/text.ts';
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
