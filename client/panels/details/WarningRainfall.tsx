import type { LayerId } from '../../../data/layers/definition.ts';
import { type WarningMember, warningDurationsHours } from '../../../data/layers/flood_points.ts';
import { plainNumber } from '../../actions/measures.ts';
import type { Properties } from '../../actions/properties.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './details.module.css';

const steps = ['prepare', 'evacuate'] as const;

function memberOf(step: (typeof steps)[number], hours: (typeof warningDurationsHours)[number]): WarningMember {
  return `${step}_${hours}h_mm`;
}

/** Shown in the table here, and so left out of the list. */
export function isWarningMember(layer: LayerId, member: string): boolean {
  return (
    layer === 'flood_points' &&
    warningDurationsHours.some((hours) => steps.some((step) => memberOf(step, hours) === member))
  );
}

/** Eight thresholds as the water bureau writes them: a column per duration. */
export function WarningRainfall({ properties }: { readonly properties: Properties }) {
  const wording = useWording();
  const { messages } = wording;
  return (
    <table className={styles.rainfall}>
      <caption>{messages.warningRainfall}</caption>
      <thead>
        <tr>
          <th scope="col">{messages.duration}</th>
          {warningDurationsHours.map((hours) => (
            <th key={hours} scope="col">
              {messages.hours(hours)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step} data-step={step}>
            <th scope="row">{messages[step]}</th>
            {warningDurationsHours.map((hours) => {
              const value = properties[memberOf(step, hours)];
              return (
                <td key={hours} data-missing={typeof value !== 'number' || undefined}>
                  {typeof value === 'number' ? plainNumber(value, wording) : messages.notGiven}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
