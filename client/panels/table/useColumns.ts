import { useMemo, useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Saying } from '../../actions/filter/said.ts';
import { type Column, tableColumns, usualColumns } from '../../actions/table/columns.ts';

interface ChosenColumns {
  readonly all: readonly Column[];
  readonly shown: readonly Column[];
  /** Undefined: as at first. */
  readonly choose: (members: readonly string[] | undefined) => void;
}

/** The columns of a layer's table, kept in the browser. */
export function useColumns(layer: LayerDefinition, saying: Saying): ChosenColumns {
  const [chosen, setChosen] = useState(() => remembered(layer));
  const all = useMemo(() => tableColumns(layer, saying), [layer, saying]);
  const shown = useMemo(() => {
    const members = chosen ?? usualColumns(layer);
    return all.filter(({ member }) => members.includes(member));
  }, [all, chosen, layer]);
  return {
    all,
    shown,
    choose: (members) => {
      setChosen(members);
      remember(layer, members);
    },
  };
}

const keyOf = ({ id }: LayerDefinition) => `anlan.columns.${id}`;

/** Storage may be switched off by policy; the choice then lasts as long as the table is open. */
function remembered(layer: LayerDefinition): readonly string[] | undefined {
  try {
    const written = window.localStorage.getItem(keyOf(layer));
    const members = written?.split(',').filter((member) => Object.hasOwn(layer.properties, member));
    return members && members.length > 0 ? members : undefined;
  } catch {
    return undefined;
  }
}

function remember(layer: LayerDefinition, members: readonly string[] | undefined): void {
  try {
    if (members) window.localStorage.setItem(keyOf(layer), members.join(','));
    else window.localStorage.removeItem(keyOf(layer));
  } catch {
    return;
  }
}
