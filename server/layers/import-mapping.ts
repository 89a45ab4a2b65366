import type { LayerId } from '../../data/layers/definition.ts';
import { type Mapping, mappings } from '../../data/mappings/index.ts';
import { text } from '../../data/text.ts';
import type { NumberedValue } from '../formats/index.ts';
import { ProblemError } from '../problems.ts';

/** Features looked at before a mapping is chosen: the first few may lack the tags that tell. */
const features = 100;

export interface Recognised {
  readonly mapping: Mapping | undefined;
  /** The whole source again, with the features already looked at in front. */
  readonly source: AsyncIterable<NumberedValue>;
}

/** Looks at the first features and finds the mapping of which most of them are; none where they are ours. */
export async function recogniseMapping(source: AsyncIterable<NumberedValue>, layer: LayerId): Promise<Recognised> {
  const rest = source[Symbol.asyncIterator]();
  const first: NumberedValue[] = [];
  while (first.length < features) {
    const next = await rest.next();
    if (next.done) break;
    first.push(next.value);
  }
  const properties = first.map(({ value }) => propertiesOf(value));
  const mapping = mappings.find(
    (candidate) =>
      candidate.layers[layer] && properties.filter((each) => candidate.recognises(each)).length * 2 > properties.length,
  );
  return { mapping, source: resume(first, rest) };
}

/** @throws ProblemError `invalid_parameter` where there is no such mapping, or none of it for the layer. */
export function requireMapping(id: string, layer: LayerId): Mapping {
  const mapping = mappings.find((candidate) => candidate.id === id);
  if (mapping?.layers[layer]) return mapping;
  const known = mapping ? Object.keys(mapping.layers) : mappings.map((candidate) => candidate.id);
  throw new ProblemError(
    'invalid_parameter',
    mapping
      ? text(
          `对照表 ${id} 没有图层 ${layer}，可用图层：${known.join('、')}`,
          `The mapping ${id} has no layer ${layer}; it has ${known.join(', ')}.`,
        )
      : text(
          `没有对照表“${id}”，可用：${known.join('、')}`,
          `There is no mapping "${id}"; there is ${known.join(', ')}.`,
        ),
    { parameter: 'mapping' },
  );
}

function propertiesOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || !('properties' in value)) return {};
  const { properties } = value;
  return typeof properties === 'object' && properties !== null ? Object.fromEntries(Object.entries(properties)) : {};
}

async function* resume(
  first: readonly NumberedValue[],
  rest: AsyncIterator<NumberedValue>,
): AsyncGenerator<NumberedValue, void, undefined> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    // Lets go of the file where the import ends before it does.
    await rest.return?.();
  }
}
