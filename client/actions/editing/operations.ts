import type { Position } from 'geojson';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { type Text, text } from '../../../data/text.ts';
import type { Content, Outcome } from './content.ts';
import { lineOf, split } from './lines.ts';
import { hasParts, isArea, isMulti, removePart } from './multi.ts';
import { removeVertex, shifted, type VertexPath, vertexPosition } from './vertices.ts';

export type OperationId =
  | 'reverse'
  | 'split'
  | 'merge'
  | 'cut'
  | 'addPart'
  | 'addHole'
  | 'duplicate'
  | 'removePart'
  | 'removeVertex'
  | 'delete';

/** What an operation may look at to say whether it can be done. */
export interface OperationContext {
  readonly layer: LayerDefinition;
  readonly content: Content;
  /** The chosen vertex, if one is. */
  readonly vertex: VertexPath | undefined;
  /** Why the account may not draw hazards; undefined where it may. */
  readonly hazardRefusal: Text | undefined;
}

export interface Operation {
  readonly id: OperationId;
  /** The key that does it while no field is written into. */
  readonly key: string;
  readonly isOffered: (context: OperationContext) => boolean;
  /** Why it cannot be done now; undefined where it can. */
  readonly disabledBecause: (context: OperationContext) => Text | undefined;
}

const always = () => undefined;
const isLine = ({ content }: OperationContext) => lineOf(content) !== undefined;

/** In the order of the toolbar. What they do to the map and the session stands where they are offered. */
export const operations: readonly Operation[] = [
  {
    id: 'cut',
    key: 'k',
    isOffered: ({ layer }) => layer.id === 'roads',
    disabledBecause: ({ hazardRefusal }) => hazardRefusal,
  },
  {
    id: 'split',
    key: 'x',
    isOffered: isLine,
    disabledBecause: ({ layer, content, vertex }) => {
      const at = vertex && vertexPosition(content.geometry, vertex);
      return at ? reasonOf(split(layer, content, at)) : undefined;
    },
  },
  { id: 'merge', key: 'c', isOffered: isLine, disabledBecause: always },
  { id: 'reverse', key: 'v', isOffered: isLine, disabledBecause: always },
  { id: 'addPart', key: 'a', isOffered: ({ content }) => isMulti(content.geometry), disabledBecause: always },
  { id: 'addHole', key: 'o', isOffered: ({ content }) => isArea(content.geometry), disabledBecause: always },
  { id: 'duplicate', key: 'u', isOffered: () => true, disabledBecause: always },
  {
    id: 'removePart',
    key: 'r',
    isOffered: ({ content }) => hasParts(content.geometry),
    disabledBecause: ({ content, vertex }) => reasonOf(removePart(content.geometry, vertex)),
  },
  {
    id: 'removeVertex',
    key: 'Backspace',
    isOffered: ({ content }) => content.geometry.type !== 'Point',
    disabledBecause: ({ content, vertex }) =>
      vertex
        ? reasonOf(removeVertex(content.geometry, vertex))
        : text('请先选一个顶点：单击顶点，或按 [ 和 ] 逐个选', 'Choose a vertex first: click one, or go with [ and ]'),
  },
  { id: 'delete', key: 'Delete', isOffered: () => true, disabledBecause: always },
];

function reasonOf(outcome: Outcome<unknown>): Text | undefined {
  return outcome.ok ? undefined : outcome.reason;
}

/** About ten metres to the south-east, so that the copy is seen beside what it is a copy of. */
const besideDegrees: Position = [0.0001, -0.0001];

/** A copy beside the original, without the code, which is unique. */
export function duplicate({ geometry, properties: { code: _, ...properties } }: Content): Content {
  return { geometry: shifted(geometry, besideDegrees), properties };
}
