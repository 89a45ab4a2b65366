import Switch from 'antd/es/switch';
import { useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { moment, plainNumber } from '../../actions/measures.ts';
import { type Properties, propertyRows } from '../../actions/properties.ts';
import type { Wording } from '../../i18n/language.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './details.module.css';
import { EvidenceValue } from './EvidenceValue.tsx';
import { Reference } from './Reference.tsx';
import { isWarningMember } from './WarningRainfall.tsx';

interface PropertyTableProps {
  readonly layer: LayerDefinition;
  readonly properties: Properties;
}

/** Every member of the layer in the order of its definition, those that are not given said to be so. */
export function PropertyTable({ layer, properties }: PropertyTableProps) {
  const wording = useWording();
  const { messages } = wording;
  const [onlyFilled, setOnlyFilled] = useState(false);
  const rows = propertyRows(layer, properties, wording);
  const filled = rows.filter((row) => row.value !== undefined);
  const visible = (onlyFilled ? filled : rows).filter((row) => !isWarningMember(layer.id, row.member));
  return (
    <>
      <div className={styles.filter}>
        <span>{messages.filledCount(filled.length, rows.length)}</span>
        <span className={styles.filterSwitch}>
          <span id="only-filled">{messages.onlyFilled}</span>
          <Switch size="small" aria-labelledby="only-filled" checked={onlyFilled} onChange={setOnlyFilled} />
        </span>
      </div>
      <dl className={styles.table}>
        {visible.map((row) => (
          <div key={row.member} data-missing={row.value === undefined || undefined}>
            <dt title={row.explanation}>{row.title}</dt>
            <dd>
              {isRecord(properties[row.member]) ? (
                <EvidenceValue value={properties[row.member]} />
              ) : (
                (row.value ?? messages.notGiven)
              )}
              {row.reference ? <Reference layer={row.reference.layer} code={row.reference.code} /> : null}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.record}>{recordLine(properties, wording)}</p>
    </>
  );
}

/** When and how often the record was written, where the service says so. */
function recordLine({ _version, _created_at, _updated_at }: Properties, wording: Wording): string {
  const { messages } = wording;
  const parts: string[] = [];
  if (typeof _version === 'number') parts.push(`${messages.recordVersion} ${plainNumber(_version, wording)}`);
  if (typeof _created_at === 'string') parts.push(`${messages.recordCreated} ${moment(_created_at, wording)}`);
  if (typeof _updated_at === 'string' && _updated_at !== _created_at) {
    parts.push(`${messages.recordUpdated} ${moment(_updated_at, wording)}`);
  }
  return parts.join(' · ');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
