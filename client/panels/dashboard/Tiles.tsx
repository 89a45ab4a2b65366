import type { ReactNode } from 'react';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { plainNumber } from '../../actions/measures.ts';
import { type Overview, openStates } from '../../actions/statistics.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { useWording } from '../../state/useWording.ts';
import { showClosures } from './Closures.tsx';
import styles from './dashboard.module.css';
import { lookAt, openRouteChecks, openWarnings, type Wanted } from './look.ts';
import { overdueBy, raisedStates } from './wanted.ts';

interface TilesProps {
  readonly figures: Overview;
  readonly statistics: Statistics;
  readonly where: readonly Wanted[];
}

/** What is open, overdue, raised and in danger, in one line. */
export function Tiles({ figures, statistics, where }: TilesProps) {
  const words = useDashboardWords();
  const wording = useWording();
  const n = (value: number) => plainNumber(value, wording);
  return (
    <ul className={styles.tiles}>
      <Tile
        label={words.open}
        value={n(figures.open)}
        onLook={() => lookAt('road_hazards', [...where, { member: 'state', op: 'in', values: openStates }])}
      >
        {words.openNote(n(figures.hazards), n(figures.openMajor))}
      </Tile>
      <Tile
        label={words.overdue}
        value={n(figures.overdue)}
        tone={figures.overdue > 0 ? 'error' : 'pass'}
        onLook={() => lookAt('road_hazards', [...where, ...overdueBy(statistics.day)])}
      >
        {figures.overdue > 0 ? words.overdueNote(n(figures.longestDays)) : words.overdueNone}
        {figures.undated > 0 ? <em>{words.undatedNote(n(figures.undated))}</em> : null}
      </Tile>
      <Tile
        label={words.raised}
        value={n(figures.raised)}
        tone={figures.raised > 0 ? 'error' : 'plain'}
        onLook={() => openWarnings(raisedStates, statistics.township ?? undefined)}
      >
        {words.raisedNote(n(figures.evacuate), n(figures.points))}
        {figures.unknownPoints > 0 ? (
          <em className={styles.unknown}>{words.unknownNote(n(figures.unknownPoints))}</em>
        ) : null}
      </Tile>
      <Tile label={words.people} value={n(figures.people)} onLook={() => lookAt('flood_points', where)}>
        {words.peopleNote(n(figures.capacity))}
        {figures.capacityUnknown > 0 ? (
          <em className={styles.unknown}>{words.capacityUnknownNote(n(figures.capacityUnknown))}</em>
        ) : null}
      </Tile>
      <Tile
        label={words.routesFailed}
        value={n(figures.failedRoutes)}
        tone={figures.failedRoutes > 0 ? 'error' : 'plain'}
        onLook={() => openRouteChecks(['fail'], statistics.township ?? undefined)}
      >
        {words.routesNote(n(figures.routes), n(figures.unknownRoutes))}
        {figures.staleRoutes > 0 ? <em className={styles.unknown}>{words.staleNote(n(figures.staleRoutes))}</em> : null}
      </Tile>
      <Tile
        label={words.closures}
        value={n(figures.closures)}
        tone={figures.closures > 0 ? 'warning' : 'plain'}
        onLook={figures.closures > 0 ? showClosures : undefined}
        title={words.showList(words.closures)}
      >
        {statistics.closures.length > 0
          ? wording.list(
              [...new Set(statistics.closures.map((closure) => closure.road_code ?? closure.name ?? closure.code))]
                .filter((name) => name !== null)
                .slice(0, 4),
            )
          : words.closuresNone}
        {statistics.closures_ahead > 0 ? <em>{words.closuresAhead(n(statistics.closures_ahead))}</em> : null}
      </Tile>
    </ul>
  );
}

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'plain' | 'error' | 'warning' | 'pass';
  /** Undefined where there is nothing to lead to. */
  readonly onLook: (() => void) | undefined;
  readonly title?: string;
  readonly children: ReactNode;
}

function Tile({ label, value, tone = 'plain', onLook, title, children }: TileProps) {
  const words = useDashboardWords();
  return (
    <li>
      <button
        type="button"
        className={styles.tile}
        data-tone={tone}
        title={onLook ? (title ?? words.showOnMap(label)) : undefined}
        disabled={!onLook}
        onClick={onLook}
      >
        <span className={styles.tileLabel}>{label}</span>
        <b>{value}</b>
        <span className={styles.tileNote}>{children}</span>
      </button>
    </li>
  );
}
