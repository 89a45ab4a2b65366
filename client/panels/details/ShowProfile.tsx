import { LineChartOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { roadRuns } from '../../actions/profile/wholeRoad.ts';
import { sectionsOfRoad } from '../../api/profile.ts';
import { featureByCode, useService } from '../../api/queries.ts';
import type { CountyFeature } from '../../api/types.ts';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import { openProfile } from '../../state/profile.ts';
import { useWording } from '../../state/useWording.ts';

interface ShowProfileProps {
  readonly layer: LayerDefinition;
  readonly feature: CountyFeature;
}

/** From a road or route to its profile; from a hazard to that of the road it lies on. */
export function ShowProfile({ layer, feature }: ShowProfileProps) {
  const { language } = useWording();
  const words = useSeeingWords();
  const { data: service } = useService();
  const [missing, setMissing] = useState(false);
  if (!service?.elevation || layer.geometry !== 'LineString') return null;
  const road = layer.properties.segment_code ? feature.properties.segment_code : undefined;
  const show = async () => {
    if (!layer.properties.segment_code) {
      openProfile({ kind: 'feature', layer: layer.id, id: String(feature.id) });
      return;
    }
    const found = typeof road === 'string' ? await featureByCode('roads', road, language) : null;
    setMissing(found === null);
    if (found) {
      openProfile({ kind: 'feature', layer: 'roads', id: String(found.id), hazard: String(feature.id) });
    }
  };
  const number = feature.properties.road_code;
  const showRoad = async (code: string) => {
    const [run] = roadRuns(await sectionsOfRoad(code, language));
    if (run) openProfile({ kind: 'road', code, run });
    else openProfile({ kind: 'feature', layer: layer.id, id: String(feature.id) });
  };
  return (
    <>
      <Button size="small" icon={<LineChartOutlined />} onClick={() => void show().catch(() => setMissing(true))}>
        {layer.properties.segment_code ? words.profileOfRoad : words.profileOpen}
      </Button>
      {layer.id === 'roads' && typeof number === 'string' ? (
        <Button size="small" icon={<LineChartOutlined />} onClick={() => void showRoad(number).catch(() => undefined)}>
          {words.profileOfWholeRoad(number)}
        </Button>
      ) : null}
      {missing ? <span role="status">{words.profileRoadMissing}</span> : null}
    </>
  );
}
