import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import {
  isGeometry,
  type Preview,
  type PreviewedFeature,
  type Verdict,
  verdicts,
} from '../../actions/imports/preview.ts';
import { plainNumber } from '../../actions/measures.ts';
import { propertyValue } from '../../actions/properties.ts';
import { useImportWords } from '../../i18n/imports/useImportWords.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { update, useImport } from '../../state/imports.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './imports.module.css';

const pageLength = 100;

/** How many of each verdict, and those of one of them with what the service says. */
export function PreviewList({ preview }: { readonly preview: Preview }) {
  const words = useImportWords();
  const wording = useWording();
  const shown = verdicts.filter((verdict) => preview.totals[verdict] > 0);
  const [chosen, choose] = useState<Verdict | undefined>();
  const [limit, setLimit] = useState(pageLength);
  // What is wrong is what has to be looked at.
  const verdict = chosen && shown.includes(chosen) ? chosen : shown.includes('refused') ? 'refused' : shown[0];
  const features = preview.features.filter((feature) => feature.verdict === verdict);
  const rest = features.length - limit;
  return (
    <section className={styles.preview} aria-label={words.listOf}>
      <p className={styles.total}>{words.total(plainNumber(preview.read, wording))}</p>
      {preview.outside > 0 ? (
        <Alert type="warning" showIcon role="alert" title={words.outside(plainNumber(preview.outside, wording))} />
      ) : null}
      {preview.notes.map((note) => (
        <Alert key={note.en} type="info" showIcon role="status" title={wording.say(note)} />
      ))}
      <div className={styles.tabs} role="tablist" aria-label={words.listOf}>
        {shown.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === verdict}
            data-verdict={one}
            onClick={() => {
              choose(one);
              setLimit(pageLength);
            }}
          >
            <i aria-hidden="true" />
            {words.verdicts[one]} <b>{plainNumber(preview.totals[one], wording)}</b>
          </button>
        ))}
      </div>
      <ol className={styles.list} role="tabpanel" aria-label={verdict ? words.verdicts[verdict] : words.noneOfThese}>
        {features.slice(0, limit).map((feature) => (
          <Row key={feature.number} layer={layers[preview.layer]} feature={feature} />
        ))}
      </ol>
      {rest > 0 ? (
        <Button size="small" onClick={() => setLimit(limit + pageLength)}>
          {words.more(plainNumber(Math.min(rest, pageLength), wording))}
        </Button>
      ) : null}
      <p className={styles.hint}>{words.legend}</p>
    </section>
  );
}

function Row({ layer, feature }: { readonly layer: LayerDefinition; readonly feature: PreviewedFeature }) {
  const words = useImportWords();
  const { say } = useWording();
  const isActive = useImport((state) => state.active === feature.number);
  const { number, name, code, geometry, faults, remarks, changes } = feature;
  const title = name ?? code;
  const look = () => {
    update({ active: number });
    const map = mapStore.get();
    if (map && isGeometry(geometry)) flyToGeometry(map, geometry);
  };
  return (
    <li data-verdict={feature.verdict}>
      <button type="button" className={styles.row} aria-current={isActive || undefined} onClick={look}>
        <span className={styles.number}>{words.number(number)}</span>
        <strong>{title ?? say(layer.title)}</strong>
        {title !== code && code ? <span className={styles.code}>{code}</span> : null}
      </button>
      {faults?.map((fault) => (
        <p key={`${fault.member} ${fault.code}`} className={styles.fault}>
          <MemberName layer={layer} member={fault.member} /> {say(fault.reason)}
        </p>
      ))}
      {changes ? <Changes layer={layer} changes={changes} /> : null}
      {remarks?.map((remark) => (
        <p key={remark.en} className={styles.remark}>
          {say(remark)}
        </p>
      ))}
    </li>
  );
}

/** By its title where it is one of the layer's, else as the file calls it. */
function MemberName({ layer, member }: { readonly layer: LayerDefinition; readonly member: string }) {
  const words = useImportWords();
  const { say } = useWording();
  if (member.startsWith('geometry')) return <b>{words.geometry}</b>;
  const title = layer.properties[member.replace(/^properties\./, '')]?.title;
  return title ? <b>{say(title)}</b> : <code>{member}</code>;
}

function Changes({ layer, changes }: { layer: LayerDefinition; changes: NonNullable<PreviewedFeature['changes']> }) {
  const words = useImportWords();
  const wording = useWording();
  const isChainage = (member: string) => member === layer.chainage?.from || member === layer.chainage?.to;
  const written = (member: string, value: unknown) => {
    const definition = layer.properties[member];
    return (definition && propertyValue(definition, value, wording, isChainage(member))) ?? words.missing;
  };
  return (
    <ul className={styles.changes}>
      {changes.map(({ member, before, after }) => (
        <li key={member}>
          <MemberName layer={layer} member={member} />
          {member === 'geometry' ? null : (
            <>
              {' '}
              <del>{written(member, before)}</del> → <ins>{written(member, after)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
