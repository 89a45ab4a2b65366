import type { LayerGroupId } from '../../../data/layers/definition.ts';
import { layerGroups } from '../../../data/layers/index.ts';
import { isFromElevation, membersOfGroup } from '../../actions/view.ts';
import { toggleLayers } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { ImportButton } from '../imports/ImportButton.tsx';
import { Panel } from '../Panel.tsx';
import { LayerGroup } from './LayerGroup.tsx';
import { TownshipFilter } from './TownshipFilter.tsx';

const groups = Object.keys(layerGroups) as LayerGroupId[];

export function LayerPanel({ elevation }: { readonly elevation: boolean }) {
  const { messages } = useWording();
  return (
    <Panel
      side="left"
      title={messages.layersLegend}
      label={messages.layersLegend}
      closeLabel={messages.hidePanel}
      onClose={toggleLayers}
    >
      <TownshipFilter />
      {groups.map((group) => (
        <LayerGroup
          key={group}
          title={layerGroups[group]}
          members={membersOfGroup(group).filter((id) => !isFromElevation(id) || elevation)}
        />
      ))}
      <ImportButton />
    </Panel>
  );
}
