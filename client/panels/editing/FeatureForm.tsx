import { useMemo } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Content } from '../../actions/editing/content.ts';
import { type FormField, faultsOf, formFields } from '../../actions/editing/fields.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { unitTexts } from '../../i18n/units.ts';
import { useEdit } from '../../state/edit.ts';
import { changeMember } from '../../state/editSession.ts';
import { useWording } from '../../state/useWording.ts';
import { FieldControl } from './FieldControl.tsx';
import styles from './form.module.css';

interface FeatureFormProps {
  readonly featureKey: string;
  readonly layer: LayerDefinition;
  readonly properties: Content['properties'];
}

const wideKinds: readonly FormField['kind'][] = ['long', 'record'];

/** The form of a layer, made from its definition. What is wrong is said under the field as one types. */
export function FeatureForm({ featureKey, layer, properties }: FeatureFormProps) {
  const words = useEditingWords();
  const { say } = useWording();
  const showFaults = useEdit((state) => state.showFaults);
  const fields = useMemo(() => formFields(layer), [layer]);
  const faults = faultsOf(layer, properties);
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      {fields.map((field) => {
        const { member, definition, required, kind } = field;
        const id = `field-${member}`;
        const value = properties[member];
        const isEmpty = value === undefined || value === null;
        const fault = faults.get(member);
        // That something is missing need not be said before the person wants to save.
        const shown = fault && (!isEmpty || showFaults) ? say(fault) : undefined;
        const unit = definition.unit && kind !== 'chainage' ? say(unitTexts[definition.unit]) : undefined;
        return (
          <div
            key={member}
            className={styles.field}
            data-wide={wideKinds.includes(kind) || undefined}
            data-fault={shown ? true : undefined}
          >
            <label htmlFor={id} id={`${id}-label`}>
              {say(definition.title)}
              {unit ? <span className={styles.unit}> {unit}</span> : null}
              {required ? (
                <span className={styles.required} title={words.required}>
                  {' '}
                  *
                </span>
              ) : null}
            </label>
            <FieldControl
              field={field}
              id={id}
              value={value}
              describedBy={shown || definition.description ? `${id}-note` : undefined}
              onChange={(next) => changeMember(featureKey, member, next)}
            />
            {shown || definition.description ? (
              <p id={`${id}-note`} className={styles.note} role={shown ? 'alert' : undefined}>
                {shown ?? (definition.description && say(definition.description))}
              </p>
            ) : null}
          </div>
        );
      })}
    </form>
  );
}
