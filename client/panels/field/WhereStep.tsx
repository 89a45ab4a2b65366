import { AimOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { chainage } from '../../actions/measures.ts';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { startLocating, useLocation } from '../../state/location.ts';
import { knowsRoadsAt } from '../../state/nearbyRoads.ts';
import { closeRight } from '../../state/panels.ts';
import { dropReport, type ReportDraft, reportLengths, updateReport } from '../../state/report.ts';
import { Choices } from './Choices.tsx';
import styles from './field.module.css';
import { TownshipNotice } from './TownshipNotice.tsx';
import { useChoosingPlace, useReportPlace } from './useReportPlace.ts';

/** On which road, at which chainage, how long. */
export function WhereStep({ draft }: { readonly draft: ReportDraft }) {
  const words = useFieldWords();
  const found = useReportPlace(draft);
  useChoosingPlace(draft);
  const mine = () => {
    updateReport({ isOwnPosition: true });
    startLocating({ follow: true });
  };
  const giveUp = () => {
    dropReport();
    closeRight();
  };
  return (
    <>
      <Where draft={draft} found={found} />
      <TownshipNotice geometry={found?.content.geometry} />
      <div className={styles.hintLine}>
        <span>{words.tapMap}</span>
        {draft.isOwnPosition ? null : (
          <Button icon={<AimOutlined aria-hidden />} onClick={mine}>
            {words.useMine}
          </Button>
        )}
      </div>
      <Choices
        label={words.length}
        name="report-length"
        value={String(draft.lengthMetres)}
        options={reportLengths.map((metres) => ({ value: String(metres), label: words.metres(metres) }))}
        onChange={(metres) => updateReport({ lengthMetres: Number(metres) })}
      />
      <div className={styles.buttons}>
        <Button onClick={giveUp}>{words.cancel}</Button>
        <Button type="primary" disabled={!found} onClick={() => updateReport({ step: 'what' })}>
          {words.next}
        </Button>
      </div>
    </>
  );
}

interface WhereProps {
  readonly draft: ReportDraft;
  readonly found: ReturnType<typeof useReportPlace>;
}

function Where({ draft: { place, accuracyMetres, isOwnPosition }, found }: WhereProps) {
  const words = useFieldWords();
  const status = useLocation((state) => state.status);
  const metres = (value: number) => String(Math.round(value));
  if (!place || !found) {
    const trouble =
      status === 'denied' || status === 'unavailable' || status === 'insecure' ? words[status] : undefined;
    return (
      <p className={styles.where} role="status">
        {trouble ?? (status === 'asking' ? words.locating : words.noPlace)}
      </p>
    );
  }
  const { road } = found;
  const code = road?.road.properties.road_code ?? road?.road.properties.name;
  const name = typeof code === 'string' && code !== '' ? code : words.roadNamed;
  return (
    <div className={styles.where} role="status" data-road={road ? true : undefined}>
      {road ? (
        <>
          <strong>
            {road.chainageMetres === undefined ? name : words.onRoad(name, chainage(road.chainageMetres))}
          </strong>
          <span>{words.distance(metres(road.distanceMetres))}</span>
        </>
      ) : (
        <span>{knowsRoadsAt(place) ? words.noRoad : words.roadsUnknown}</span>
      )}
      {isOwnPosition && accuracyMetres > 0 ? <span>{words.accuracy(metres(accuracyMetres))}</span> : null}
    </div>
  );
}
