import { DeleteOutlined, EnvironmentOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Modal from 'antd/es/modal';
import { useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { moment } from '../../actions/measures.ts';
import { ServiceProblem } from '../../api/http.ts';
import { photoUrl, type StoredPhoto } from '../../api/photos.ts';
import { usePhotoWords } from '../../i18n/photos/usePhotoWords.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { mapStore } from '../../state/map.ts';
import { deleteStoredPhoto } from '../../state/photos.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './photos.module.css';

interface PhotoViewerProps {
  readonly layer: LayerDefinition;
  readonly featureKey: string;
  readonly photos: readonly StoredPhoto[];
  readonly index: number;
  readonly mayDelete: boolean;
  /** Another one; undefined closes. */
  readonly onShow: (index: number | undefined) => void;
}

/** One photo over everything, with what is known of it. */
export function PhotoViewer({ layer, featureKey, photos, index, mayDelete, onShow }: PhotoViewerProps) {
  const words = usePhotoWords();
  const wording = useWording();
  const photo = photos[index];
  if (!photo) return null;
  const { position } = photo;
  const showPlace = () => {
    const map = mapStore.get();
    if (map && position) flyToGeometry(map, { type: 'Point', coordinates: [...position] });
    onShow(undefined);
  };
  const step = (by: number) => onShow((index + by + photos.length) % photos.length);
  return (
    <Modal
      open
      centered
      width="min(92vw, 1000px)"
      footer={null}
      title={`${wording.say(layer.title)} · ${words.of(index + 1, photos.length)}`}
      onCancel={() => onShow(undefined)}
    >
      <figure
        className={styles.viewer}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') step(-1);
          if (event.key === 'ArrowRight') step(1);
        }}
      >
        <img
          src={photoUrl(photo.id, 'full')}
          width={photo.width}
          height={photo.height}
          alt={words.alt(wording.say(layer.title), index + 1)}
        />
        <figcaption>
          {photo.taken_at ? <span>{words.takenAt(moment(photo.taken_at, wording))}</span> : null}
          <span>{words.addedBy(photo.by, moment(photo.created_at, wording))}</span>
        </figcaption>
        <div className={styles.viewerTools}>
          {photos.length > 1 ? (
            <>
              <Button icon={<LeftOutlined aria-hidden />} aria-label={words.previous} onClick={() => step(-1)} />
              <Button icon={<RightOutlined aria-hidden />} aria-label={words.next} onClick={() => step(1)} />
            </>
          ) : null}
          {position ? (
            <Button icon={<EnvironmentOutlined aria-hidden />} onClick={showPlace}>
              {words.showPlace}
            </Button>
          ) : null}
          {mayDelete ? <DeletePhoto featureKey={featureKey} photo={photo} onDeleted={() => onShow(undefined)} /> : null}
        </div>
      </figure>
    </Modal>
  );
}

interface DeletePhotoProps {
  readonly featureKey: string;
  readonly photo: StoredPhoto;
  readonly onDeleted: () => void;
}

function DeletePhoto({ featureKey, photo, onDeleted }: DeletePhotoProps) {
  const words = usePhotoWords();
  const { messages, say } = useWording();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ServiceProblem | undefined>();
  const remove = async () => {
    try {
      await deleteStoredPhoto(featureKey, photo.id);
      onDeleted();
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error;
      setProblem(error);
    }
  };
  if (!asking) {
    return (
      <Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => setAsking(true)}>
        {words.delete}
      </Button>
    );
  }
  return (
    <div className={styles.asking} role="alert">
      <span>{problem ? `${words.deleteFailed}：${say(problem.detailText)}` : words.deleteSure}</span>
      <Button autoFocus onClick={() => setAsking(false)}>
        {messages.cancel}
      </Button>
      <Button danger type="primary" onClick={() => void remove()}>
        {words.yesDelete}
      </Button>
    </div>
  );
}
