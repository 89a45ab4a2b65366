import { layers } from '../../../data/layers/index.ts';
import { useTableLayer } from '../../state/table.ts';
import { LayerTable } from './LayerTable.tsx';

/** The table at the foot of the map; another layer's is another table. */
export default function TablePanel() {
  const layer = useTableLayer();
  return <LayerTable key={layer} layer={layers[layer]} />;
}
