import { CheckCircleFilled, CloudSyncOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { layers } from '../../../data/layers/index.ts';
import { propertyValue } from '../../actions/properties.ts';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { usePhotoWords } from '../../i18n/photos/usePhotoWords.ts';
import { updateEdit, useEdit } from '../../state/edit.ts';
import { retry } from '../../state/editSaving.ts';
import { openEdit, revertFeature } from '../../state/editSession.ts';
import { closeRight, openRight } from '../../state/panels.ts';
import { dropPhotosOf, retryPhotos, usePhotos } from '../../state/photos.ts';
import { beginReport, dropReport, useReport } from '../../state/report.ts';
import { unsentKeys } from '../../state/unsent.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './field.module.css';

const { properties: members } = layers.road_hazards;

/** What has been reported and is not at the service yet, with why, and what can be done about it. */
export function Outbox() {
  const words = useFieldWords();
  const isDone = useReport((draft) => draft?.step === 'done');
  const present = useEdit(({ history }) => history.present);
  const sending = useEdit((state) => state.sending);
  const pending = useEdit((state) => state.pending);
  const queue = usePhotos((state) => state.queue);
  const keys = unsentKeys(present, queue);
  const refusedPhotos = usePhotos((state) => state.refused);
  const refusals = useEdit((state) => state.refusals);
  const isSent = keys.length === 0;
  const isRefused = (key: string) => present.has(key) && refusals.get(key)?.edit === present.get(key);
  const goes = queue.some(({ id, key }) => keys.includes(key) && !refusedPhotos.has(id) && !isRefused(key));
  const areRefused = !goes && keys.every((key) => !present.has(key) || isRefused(key));
  const unsentWords = {
    idle: words.sending,
    sending: words.sending,
    offline: words.doneOffline,
    'signed-out': words.waitingSignIn,
  };
  return (
    <>
      {isDone ? (
        <p className={styles.outcome} role="status" data-sent={isSent || undefined}>
          {isSent ? <CheckCircleFilled aria-hidden /> : <CloudSyncOutlined aria-hidden />}
          {isSent ? words.done : areRefused ? words.someRefused : unsentWords[sending]}
        </p>
      ) : null}
      {isSent ? null : (
        <section className={styles.outbox} aria-label={words.outbox}>
          <h4>
            {words.outbox} {keys.length}
          </h4>
          <ul>
            {keys.map((key) => (
              <Unsent key={key} featureKey={key} />
            ))}
          </ul>
          {pending ? <Button onClick={() => void retry()}>{words.sendNow}</Button> : null}
          {!pending && queue.length > 0 ? (
            <Button onClick={() => void retryPhotos()}>{words.retryPhotos}</Button>
          ) : null}
        </section>
      )}
      {isDone ? (
        <div className={styles.buttons}>
          <Button onClick={leave}>{words.finish}</Button>
          <Button type="primary" onClick={beginReport}>
            {words.another}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function leave(): void {
  dropReport();
  closeRight();
}

function Unsent({ featureKey }: { readonly featureKey: string }) {
  const words = useFieldWords();
  const wording = useWording();
  const edit = useEdit(({ history }) => history.present.get(featureKey));
  const { sending, refusals } = useEdit((state) => state);
  const queue = usePhotos((state) => state.queue);
  const unkept = usePhotos((state) => state.unkept);
  const photoWords = usePhotoWords();
  const photos = queue.filter(({ key }) => key === featureKey);
  const given = edit?.content?.properties ?? {};
  const say = (member: 'hazard' | 'grade' | 'road_code') =>
    (members[member] && propertyValue(members[member], given[member], wording)) ?? '';
  const title = [say('road_code'), say('hazard'), say('grade')].filter(Boolean).join(' · ');
  const refusal = refusals.get(featureKey);
  const problem = edit && refusal?.edit === edit ? refusal.problem : undefined;
  const states = { idle: words.sending, sending: words.sending, offline: words.waitingNetwork };
  const state = sending === 'signed-out' ? words.waitingSignIn : states[sending];
  const mend = () => {
    openEdit(featureKey);
    updateEdit({ problem });
    openRight('editing');
  };
  const remove = () => {
    revertFeature(featureKey);
    void dropPhotosOf([featureKey]);
  };
  return (
    <li>
      {edit ? <strong>{title}</strong> : null}
      {edit ? <span>{problem ? words.refused : state}</span> : null}
      {photos.length > 0 ? <span>{words.photosLeft(photos.length)}</span> : null}
      {photos.some(({ id }) => unkept.has(id)) ? <p role="alert">{photoWords.notKept}</p> : null}
      {problem ? (
        <>
          <p role="alert">{wording.say(problem.detailText) || wording.say(problem.titleText)}</p>
          <Button onClick={mend}>{words.edit}</Button>
          <Button danger onClick={remove}>
            {words.remove}
          </Button>
        </>
      ) : null}
    </li>
  );
}
