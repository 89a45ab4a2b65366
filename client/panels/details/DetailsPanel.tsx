import { AimOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Skeleton from 'antd/es/skeleton';
import type { LineString } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { featureTitle } from '../../actions/properties.ts';
import { useFeature } from '../../api/queries.ts';
import type { CountyFeature } from '../../api/types.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { symbolOf } from '../../map/symbols.ts';
import { mapStore } from '../../state/map.ts';
import { closeRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { select, useView } from '../../state/view.ts';
import { checkStored } from '../check/checkStored.ts';
import { Swatch } from '../layers/Swatch.tsx';
import { Panel } from '../Panel.tsx';
import { Problem } from '../Problem.tsx';
import { BackToCheck } from './BackToCheck.tsx';
import { Candidates } from './Candidates.tsx';
import styles from './details.module.css';
import { EditRefusal, EditThis } from './EditThis.tsx';
import { FeaturePhotos } from './FeaturePhotos.tsx';
import { PropertyTable } from './PropertyTable.tsx';
import { ShowProfile } from './ShowProfile.tsx';
import { WarningRainfall } from './WarningRainfall.tsx';
import { WarningSignLine } from './WarningSignLine.tsx';

/** Everything that is known of the chosen feature. */
export default function DetailsPanel() {
  const { messages, say } = useWording();
  const selection = useView((view) => view.selection);
  const { data: feature, error, isPending, refetch } = useFeature(selection);
  const layer = selection && layers[selection.layer];
  const close = () => {
    select(undefined);
    closeRight();
  };
  if (!layer) return null;
  const properties = feature?.properties ?? {};
  const title = featureTitle(layer, properties) ?? say(layer.title);
  const value = layer.style.by && properties[layer.style.by.member];
  const caseValue = typeof value === 'string' ? value : undefined;
  return (
    <Panel
      side="right"
      before={<BackToCheck />}
      title={say(layer.title)}
      label={messages.details}
      closeLabel={messages.close}
      onClose={close}
    >
      <Candidates />
      {error ? <Problem title={messages.detailsFailed} error={error} retry={() => void refetch()} /> : null}
      {isPending ? (
        <div className={styles.skeleton}>
          <Skeleton active paragraph={{ rows: 6 }} />
        </div>
      ) : null}
      {feature ? (
        <article data-testid="details">
          <header className={styles.head}>
            <Swatch layer={layer} value={caseValue} symbol={symbolOf(layer, caseValue)} />
            <h3>{title}</h3>
          </header>
          <div className={styles.actions}>
            <Button size="small" icon={<AimOutlined aria-hidden />} onClick={() => goTo(feature)}>
              {messages.goTo}
            </Button>
            <EditThis layer={layer} feature={feature} />
            <ShowProfile key={selection.id} layer={layer} feature={feature} />
            {selection.layer === 'evacuation_routes' && feature.geometry.type === 'LineString' ? (
              <Button
                size="small"
                type="primary"
                icon={<SafetyCertificateOutlined aria-hidden />}
                onClick={() => checkStored(selection.id, title, feature.geometry as LineString)}
              >
                {messages.checkThisRoute}
              </Button>
            ) : null}
          </div>
          <EditRefusal layer={layer} feature={feature} />
          {selection.layer === 'flood_points' ? (
            <>
              <WarningSignLine id={selection.id} />
              <WarningRainfall properties={properties} />
            </>
          ) : null}
          <FeaturePhotos layer={layer} id={selection.id} properties={properties} />
          <PropertyTable layer={layer} properties={properties} />
        </article>
      ) : null}
    </Panel>
  );
}

function goTo(feature: CountyFeature): void {
  const map = mapStore.get();
  if (map) flyToGeometry(map, feature.geometry);
}
