import Button from 'antd/es/button';
import { layers } from '../../../data/layers/index.ts';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { usePhotos } from '../../state/photos.ts';
import { type ReportDraft, submitReport, updateReport } from '../../state/report.ts';
import PhotoSection from '../photos/PhotoSection.tsx';
import styles from './field.module.css';
import { TownshipNotice } from './TownshipNotice.tsx';
import { useReportPlace } from './useReportPlace.ts';

/** Pictures of it; then it goes. */
export function PhotoStep({ draft }: { readonly draft: ReportDraft }) {
  const words = useFieldWords();
  const found = useReportPlace(draft);
  const queue = usePhotos((state) => state.queue);
  const place = queue.findLast(({ key, position }) => key === draft.key && position)?.position;
  const takePlace = () => {
    if (place) updateReport({ place: [...place], accuracyMetres: 0, isOwnPosition: false, step: 'where' });
  };
  return (
    <>
      <PhotoSection layer={layers.road_hazards} featureKey={draft.key} mayEdit />
      {place ? <Button onClick={takePlace}>{words.photoPlace}</Button> : null}
      <p className={styles.because}>{words.photosHint}</p>
      <TownshipNotice geometry={found?.content.geometry} />
      <div className={styles.buttons}>
        <Button onClick={() => updateReport({ step: 'what' })}>{words.back}</Button>
        <Button type="primary" disabled={!found} onClick={() => found && submitReport(draft, found.content)}>
          {words.submit}
        </Button>
      </div>
    </>
  );
}
