import { CameraOutlined, CloseOutlined, PictureOutlined } from '@ant-design/icons';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { useRef, useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { photoTypes } from '../../../data/photos.ts';
import { photoUrl, useFeaturePhotos } from '../../api/photos.ts';
import { usePhotoWords } from '../../i18n/photos/usePhotoWords.ts';
import { idOf, isNew } from '../../state/editSession.ts';
import { addPhotos, dropPhotos, retryPhotos, thumbnailUrl, usePhotos } from '../../state/photos.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import { PhotoViewer } from './PhotoViewer.tsx';
import styles from './photos.module.css';

interface PhotoSectionProps {
  readonly layer: LayerDefinition;
  readonly featureKey: string;
  readonly mayEdit: boolean;
  /** Takes the place where a photo was taken for the feature's own. */
  readonly onPlace?: ((position: readonly [number, number]) => void) | undefined;
}

/** The photos of a feature: those stored, those that wait to be sent, and the ways to add one. */
export default function PhotoSection({ layer, featureKey, mayEdit, onPlace }: PhotoSectionProps) {
  const words = usePhotoWords();
  const { say } = useWording();
  const id = isNew(featureKey) ? undefined : idOf(featureKey);
  const { queue, revision } = usePhotos((state) => state);
  const { data, error, refetch } = useFeaturePhotos(layer.id, id, revision);
  const waiting = queue.filter(({ key }) => key === featureKey);
  const [open, setOpen] = useState<number | undefined>();
  const stored = (id !== undefined && data?.photos) || [];
  const place = waiting.findLast(({ position }) => position !== undefined)?.position;
  if (!mayEdit && stored.length === 0 && !error) return null;
  return (
    <section className={styles.photos} aria-label={words.title} data-testid="photos">
      <h4>
        {words.title}
        {stored.length > 0 ? <span> {words.count(stored.length)}</span> : null}
      </h4>
      {error && id !== undefined ? (
        <Problem title={words.listFailed} error={error} retry={() => void refetch()} />
      ) : null}
      {stored.length + waiting.length === 0 ? <p className={styles.none}>{words.none}</p> : null}
      <ul className={styles.gallery}>
        {stored.map((photo, index) => (
          <li key={photo.id}>
            <button type="button" aria-label={words.open(index + 1)} onClick={() => setOpen(index)}>
              <img src={photoUrl(photo.id, 'small')} alt={words.alt(say(layer.title), index + 1)} loading="lazy" />
            </button>
          </li>
        ))}
        <WaitingPhotos featureKey={featureKey} />
      </ul>
      {place && onPlace ? (
        <div className={styles.place}>
          <span>{words.hasPlace}</span>
          <Button size="small" onClick={() => onPlace(place)}>
            {words.usePlace}
          </Button>
        </div>
      ) : null}
      {mayEdit ? <AddPhotos featureKey={featureKey} /> : null}
      {open !== undefined && stored[open] ? (
        <PhotoViewer
          layer={layer}
          featureKey={featureKey}
          photos={stored}
          index={open}
          mayDelete={mayEdit}
          onShow={setOpen}
        />
      ) : null}
    </section>
  );
}

function WaitingPhotos({ featureKey }: { readonly featureKey: string }) {
  const words = usePhotoWords();
  const { say } = useWording();
  const { queue, refused, unkept, sending } = usePhotos((state) => state);
  const own = queue.filter(({ key }) => key === featureKey);
  const stateOf = (id: string) => {
    if (refused.has(id)) return words.refused;
    if (isNew(featureKey)) return words.waitingNew;
    return sending === id ? words.sending : words.waiting;
  };
  return own.map((photo, index) => {
    const { id } = photo;
    const problem = refused.get(id);
    return (
      <li key={id} className={styles.waiting} data-refused={problem ? true : undefined}>
        <img src={thumbnailUrl(photo)} alt={words.openWaiting(index + 1)} />
        <span className={styles.state}>{stateOf(id)}</span>
        <button type="button" className={styles.drop} aria-label={words.drop} onClick={() => void dropPhotos([id])}>
          <CloseOutlined aria-hidden />
        </button>
        {unkept.has(id) ? (
          <p className={styles.reason} role="alert">
            {words.notKept}
          </p>
        ) : null}
        {problem ? (
          <p className={styles.reason} role="alert">
            {say(problem.detailText) || say(problem.titleText)}{' '}
            <button type="button" onClick={() => void retryPhotos()}>
              {words.retry}
            </button>
          </p>
        ) : null}
      </li>
    );
  });
}

/** From the album or the camera. */
export function AddPhotos({ featureKey }: { readonly featureKey: string }) {
  const words = usePhotoWords();
  const album = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [isReading, setIsReading] = useState(false);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const take = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // The same file may be chosen again.
    input.value = '';
    if (files.length === 0) return;
    setIsReading(true);
    setUnreadable(await addPhotos(featureKey, files));
    setIsReading(false);
  };
  return (
    <>
      <div className={styles.adding}>
        <Button
          className={styles.cameraButton ?? ''}
          icon={<CameraOutlined aria-hidden />}
          onClick={() => camera.current?.click()}
        >
          {words.camera}
        </Button>
        <Button icon={<PictureOutlined aria-hidden />} onClick={() => album.current?.click()}>
          {words.add}
        </Button>
        <input
          ref={camera}
          type="file"
          hidden
          accept="image/*"
          capture="environment"
          data-testid="photo-camera"
          onChange={(event) => void take(event.currentTarget)}
        />
        <input
          ref={album}
          type="file"
          hidden
          multiple
          accept={photoTypes.join(',')}
          data-testid="photo-files"
          onChange={(event) => void take(event.currentTarget)}
        />
      </div>
      {isReading ? (
        <p className={styles.none} role="status">
          {words.reading}
        </p>
      ) : null}
      {unreadable.map((name) => (
        <Alert key={name} type="error" showIcon role="alert" title={words.unreadable(name)} />
      ))}
    </>
  );
}
