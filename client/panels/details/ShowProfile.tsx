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
import { Problem } from '../Problem.tsx';

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
  const [failed, setFailed] = useState<{ readonly error: Error; readonly again: () => void }>();
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
  const attempt = (deed: () => Promise<void>) => {
    setMissing(false);
    setFailed(undefined);
    deed().catch((reason: unknown) =>
      setFailed({
        error: reason instanceof Error ? reason : new Error(String(reason)),
        again: () => attempt(deed),
      }),
    );
  };
  return (
    <>
      <Button size="small" icon={<LineChartOutlined aria-hidden />} onClick={() => attempt(show)}>
        {layer.properties.segment_code ? words.profileOfRoad : words.profileOpen}
      </Button>
      {layer.id === 'roads' && typeof number === 'string' ? (
        <Button size="small" icon={<LineChartOutlined aria-hidden />} onClick={() => attempt(() => showRoad(number))}>
          {words.profileOfWholeRoad(number)}
        </Button>
      ) : null}
      {failed ? <Problem title={words.profileFailed} error={failed.error} retry={failed.again} /> : null}
      {missing ? <span role="status">{words.profileRoadMissing}</span> : null}
    </>
  );
}
