import { elevationKeepers } from '../../../data/roles.ts';
import { day, plainNumber } from '../../actions/measures.ts';
import { type ElevationSource, useElevationSources, useRemoveElevation } from '../../api/elevation.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { ConfirmAction } from '../account/ConfirmAction.tsx';
import { Problem } from '../Problem.tsx';
import { ElevationImport } from './ElevationImport.tsx';
import styles from './screening.module.css';

/** What the screening's heights come from: listed, brought in and taken out. */
export function ElevationSection() {
  const { messages } = useWording();
  const { terrainData } = messages;
  const { data: sources, error, refetch } = useElevationSources();
  const mayKeep = useMayKeepElevation();
  return (
    <details className={styles.terrain} data-testid="elevation">
      <summary>
        {terrainData.title}
        <span>{sources ? terrainData.count(sources.length) : null}</span>
      </summary>
      <div className={styles.terrainBody}>
        {error && !sources ? <Problem title={terrainData.failed} error={error} retry={() => void refetch()} /> : null}
        {sources?.length === 0 ? <p className={styles.notice}>{terrainData.none}</p> : null}
        {sources && sources.length > 0 ? (
          <ul className={styles.models}>
            {sources.map((source) => (
              <Source key={`${source.name} ${source.imported}`} source={source} mayKeep={mayKeep} />
            ))}
          </ul>
        ) : null}
        {mayKeep ? <ElevationImport /> : <p className={styles.hint}>{terrainData.needsRole}</p>}
      </div>
    </details>
  );
}

function useMayKeepElevation(): boolean {
  const role = useSession()?.user?.role;
  return elevationKeepers.some((keeper) => keeper === role);
}

function Source({ source, mayKeep }: { readonly source: ElevationSource; readonly mayKeep: boolean }) {
  const wording = useWording();
  const { terrainData } = wording.messages;
  const remove = useRemoveElevation();
  const { name, imported, imported_at, cell_m, vertical_accuracy_m } = source;
  const facts = [
    terrainData.cell(cell_m.map((metres) => plainNumber(metres, wording)).join(' / ')),
    vertical_accuracy_m === null
      ? terrainData.accuracyUnknown
      : terrainData.accuracy(plainNumber(vertical_accuracy_m, wording)),
    imported_at === null ? terrainData.byHand : terrainData.importedOn(day(imported_at.slice(0, 10), wording)),
  ];
  return (
    <li>
      <span className={styles.model}>
        {name}
        <small>{facts.join(' · ')}</small>
      </span>
      {mayKeep && imported ? (
        <ConfirmAction
          label={terrainData.remove}
          question={terrainData.removeQuestion(name)}
          confirmLabel={terrainData.remove}
          danger
          size="small"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={(done) => remove.mutate(name, { onSuccess: done })}
        />
      ) : null}
    </li>
  );
}
