import { plainNumber } from '../../actions/measures.ts';
import type { WarningFigure } from '../../api/warnings.ts';
import type { Wording } from '../../i18n/language.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './warnings.module.css';

/** The rain of each window beside its thresholds. */
export function FigureTable({ figures }: { readonly figures: readonly WarningFigure[] }) {
  const wording = useWording();
  const { messages } = wording;
  if (figures.length === 0) return null;
  const threshold = (mm: number | null) => (mm === null ? messages.notGiven : plainNumber(mm, wording));
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          <th scope="col">{messages.warningWindow}</th>
          <th scope="col">{messages.warningRain}</th>
          <th scope="col">{messages.prepare}</th>
          <th scope="col">{messages.evacuate}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.hours} data-level={figure.level} data-open={figure.possible !== figure.level || undefined}>
            <th scope="row">{messages.hours(figure.hours)}</th>
            <td>
              {rainWords(figure, wording)}
              {figure.missing_min > 0 ? (
                <small>{messages.warningMissingMinutes(plainNumber(figure.missing_min, wording))}</small>
              ) : null}
            </td>
            <td>{threshold(figure.prepare_mm)}</td>
            <td>{threshold(figure.evacuate_mm)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is not certain is said as what it lies between. */
function rainWords({ known_mm: known, at_most_mm: most }: WarningFigure, wording: Wording): string {
  const from = plainNumber(known, wording);
  if (most === null) return wording.messages.warningNoLess(from);
  return most === known ? from : wording.messages.warningNoMoreThan(from, plainNumber(most, wording));
}
