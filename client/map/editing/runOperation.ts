import { layers } from '../../../data/layers/index.ts';
import type { Text } from '../../../data/text.ts';
import type { Content } from '../../actions/editing/content.ts';
import { carriedByReverse, carriedBySplit, type Dependant } from '../../actions/editing/dependants.ts';
import { reverse, split } from '../../actions/editing/lines.ts';
import { removePart } from '../../actions/editing/multi.ts';
import { duplicate, type OperationContext, type OperationId, operations } from '../../actions/editing/operations.ts';
import { layerRefusal } from '../../actions/editing/permission.ts';
import { removeVertex, vertexPosition } from '../../actions/editing/vertices.ts';
import { undecidedBecause } from '../../state/carrying.ts';
import { editStore, updateEdit } from '../../state/edit.ts';
import {
  addFeature,
  change,
  changeGeometry,
  chooseVertex,
  current,
  deleteFeature,
  layerOf,
  splitInTwo,
  takeTool,
} from '../../state/editSession.ts';
import { sessionStore } from '../../state/session.ts';
import { offerToCarry } from './carry.ts';

/** What the operations may look at of the feature in hand; undefined where none is. */
export function operationContext(): OperationContext | undefined {
  const { current: key, vertex } = editStore.get();
  const content = current();
  if (key === undefined || !content) return undefined;
  const hazardRefusal = layerRefusal(sessionStore.get().session, layers.road_hazards);
  return { layer: layers[layerOf(key)], content, vertex, hazardRefusal };
}

/** Does an operation to the feature in hand, or takes its tool up; says why where it cannot be done. */
export function runOperation(id: OperationId): void {
  const context = operationContext();
  const operation = operations.find((one) => one.id === id);
  const { current: key } = editStore.get();
  if (!context || key === undefined || !operation?.isOffered(context)) return;
  const isTreatment = context.layer.id === 'roads' && treatments.includes(id);
  const reason = (isTreatment ? undecidedBecause() : undefined) ?? operation.disabledBecause(context);
  if (reason) updateEdit({ notice: reason });
  else runs[id](key, context);
}

/** After them what names the section may have to follow; of joining the click asks. */
const treatments: readonly OperationId[] = ['split', 'reverse', 'delete'];

const runs: Readonly<Record<OperationId, (key: string, context: OperationContext) => void>> = {
  cut: (key) => takeTool({ kind: 'cut', layer: 'road_hazards', road: key, fromMetres: undefined }),
  split: (key, { layer, content, vertex }) => {
    const at = vertex && vertexPosition(content.geometry, vertex);
    const outcome = at && split(layer, content, at);
    if (!outcome) takeTool({ kind: 'split', key });
    else if (outcome.ok) splitAndOffer(key, content, outcome.value);
  },
  merge: (key) => takeTool({ kind: 'merge', key }),
  reverse: (key, { layer, content }) => {
    const outcome = reverse(content);
    if (!outcome.ok) return say(outcome.reason);
    change([[key, { layer: layer.id, content: outcome.value }]]);
    if (layer.id !== 'roads') return;
    const carry = (dependants: readonly Dependant[]) => carriedByReverse(content, dependants);
    void offerToCarry({ road: key, code: content.properties.code, carry });
  },
  addPart: (key, { layer }) => takeTool({ kind: 'draw', layer: layer.id, vertices: 0, into: { key, as: 'part' } }),
  addHole: (key, { layer }) => takeTool({ kind: 'draw', layer: layer.id, vertices: 0, into: { key, as: 'hole' } }),
  removePart: (key, { content, vertex }) => {
    const outcome = removePart(content.geometry, vertex);
    if (!outcome.ok) return say(outcome.reason);
    changeGeometry(key, outcome.value);
    chooseVertex(undefined);
  },
  duplicate: (_, { layer, content }) => {
    addFeature(layer.id, duplicate(content));
  },
  removeVertex: (key, { content, vertex }) => {
    const outcome = vertex && removeVertex(content.geometry, vertex);
    if (!outcome) return;
    if (outcome.ok) {
      changeGeometry(key, outcome.value);
      chooseVertex(undefined);
    } else say(outcome.reason);
  },
  delete: (key, { layer, content }) => {
    deleteFeature(key);
    if (layer.id !== 'roads') return;
    const carry = (dependants: readonly Dependant[]) => ({ changed: [], undecided: dependants });
    void offerToCarry({ road: key, code: content.properties.code, carry });
  },
};

/** Splits a feature of the session, and offers to carry along what names it. */
export function splitAndOffer(key: string, content: Content, parts: readonly [Content, Content]): void {
  const second = splitInTwo(key, parts);
  if (layerOf(key) !== 'roads') return;
  const carry = (dependants: readonly Dependant[], code: string) => carriedBySplit(content, parts[0], code, dependants);
  void offerToCarry({ road: key, code: content.properties.code, second, carry });
}

function say(notice: Text): void {
  updateEdit({ notice });
}
