import { gradeCodes } from '../../../data/layers/codes.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { plainNumber } from '../../actions/measures.ts';
import { openStates, type TownshipLine, townshipLines } from '../../actions/statistics.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { symbolOf } from '../../map/symbols.ts';
import { useWording } from '../../state/useWording.ts';
import { showClosures } from './Closures.tsx';
import styles from './dashboard.module.css';
import { Figure } from './Figure.tsx';
import heat from './heat.module.css';
import { lookAt, openRouteChecks, openWarnings } from './look.ts';
import { inTownshipOrNone, openShelters, overdueBy, raisedStates, unclearStates } from './wanted.ts';

interface TownshipTableProps {
  readonly statistics: Statistics;
  readonly chosen: string | undefined;
  readonly onChoose: (code: string | undefined) => void;
}

interface Column {
  readonly id: string;
  readonly group: 'groupHazards' | 'groupFlood' | 'groupPeople' | 'groupWays';
  readonly title: string;
  readonly colour: string;
  readonly of: (line: TownshipLine) => number;
  readonly look: (line: TownshipLine) => void;
  /** It leads to a list of the page, not to the map. */
  readonly lists?: boolean;
}

const neutral = '#136a7a';
const alarm = '#b4231a';
const unknown = '#6a35b8';

/** Where it is: a township a line, darker where there is more. A township's name narrows everything to it. */
export function TownshipTable({ statistics, chosen, onChoose }: TownshipTableProps) {
  const words = useDashboardWords();
  const wording = useWording();
  const lines = townshipLines(statistics);
  const columns = useColumns(statistics.day, onChoose);
  const groups = [...new Set(columns.map(({ group }) => group))];
  const said = ({ name, code }: TownshipLine, { title }: Column) => `${name ?? code ?? words.unstated} · ${title}`;
  return (
    <section className={styles.card} aria-labelledby="dashboard-townships">
      <h3 id="dashboard-townships">{words.byTownship}</h3>
      <div className={heat.scroll}>
        <table className={heat.heat}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {words.township}
              </th>
              {groups.map((group) => (
                <th key={group} scope="colgroup" colSpan={columns.filter((column) => column.group === group).length}>
                  {words[group]}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.code ?? 'none'} data-chosen={(chosen !== undefined && line.code === chosen) || undefined}>
                <th scope="row">
                  {line.name === undefined ? (
                    (line.code ?? words.unstated)
                  ) : (
                    <button
                      type="button"
                      aria-pressed={line.code === chosen}
                      onClick={() => onChoose(line.code === chosen ? undefined : (line.code ?? undefined))}
                    >
                      {line.name}
                    </button>
                  )}
                </th>
                {columns.map((column) => {
                  const value = column.of(line);
                  const most = Math.max(1, ...lines.map(column.of));
                  return (
                    <td key={column.id} style={shade(column.colour, value / most)}>
                      {value > 0 ? (
                        <Figure
                          label={said(line, column)}
                          title={column.lists ? words.showList(said(line, column)) : undefined}
                          onLook={() => column.look(line)}
                        >
                          {plainNumber(value, wording)}
                        </Figure>
                      ) : (
                        <span className={heat.zero}>0</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              {columns.map((column) => (
                <td key={column.id}>
                  {plainNumber(
                    lines.reduce((total, line) => total + column.of(line), 0),
                    wording,
                  )}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function useColumns(day: string, onChoose: TownshipTableProps['onChoose']): readonly Column[] {
  const words = useDashboardWords();
  const { say } = useWording();
  const where = ({ code }: TownshipLine) => inTownshipOrNone(code);
  const open = { member: 'state', op: 'in', values: openStates } as const;
  return [
    ...gradeCodes.map(
      ({ value, title }): Column => ({
        id: value,
        group: 'groupHazards',
        title: say(title),
        colour: symbolOf(layers.road_hazards, value).colour,
        of: ({ byGrade }) => byGrade[value],
        look: (line) => lookAt('road_hazards', [...where(line), open, { member: 'grade', op: 'in', values: [value] }]),
      }),
    ),
    {
      id: 'open',
      group: 'groupHazards',
      title: words.openShort,
      colour: neutral,
      of: (line) => line.open,
      look: (line) => lookAt('road_hazards', [...where(line), open]),
    },
    {
      id: 'overdue',
      group: 'groupHazards',
      title: words.overdueShort,
      colour: alarm,
      of: (line) => line.overdue,
      look: (line) => lookAt('road_hazards', [...where(line), ...overdueBy(day)]),
    },
    {
      id: 'raised',
      group: 'groupFlood',
      title: words.raisedShort,
      colour: alarm,
      of: (line) => line.raised,
      look: ({ code }) => openWarnings(raisedStates, code),
    },
    {
      id: 'unknown',
      group: 'groupFlood',
      title: words.unknownShort,
      colour: unknown,
      of: (line) => line.unknownPoints,
      look: ({ code }) => openWarnings(['unknown'], code),
    },
    {
      id: 'people',
      group: 'groupPeople',
      title: words.peopleShort,
      colour: neutral,
      of: (line) => line.people,
      look: (line) => lookAt('flood_points', where(line)),
    },
    {
      id: 'capacity',
      group: 'groupPeople',
      title: words.capacityShort,
      colour: '#1d6b3c',
      of: (line) => line.capacity,
      look: (line) => lookAt('shelters', [...where(line), ...openShelters]),
    },
    {
      id: 'routes',
      group: 'groupWays',
      title: words.routesShort,
      colour: alarm,
      of: (line) => line.failedRoutes,
      look: ({ code }) => openRouteChecks(['fail'], code),
    },
    {
      id: 'unknown-routes',
      group: 'groupWays',
      title: words.routesUnknownShort,
      colour: unknown,
      of: (line) => line.unknownRoutes,
      look: ({ code }) => openRouteChecks(unclearStates, code),
    },
    {
      id: 'closures',
      group: 'groupWays',
      title: words.closuresShort,
      colour: '#9a5200',
      of: (line) => line.closures,
      look: ({ code, name }) => {
        // Of what is no township of the county there are no figures of its own.
        onChoose(name === undefined ? undefined : (code ?? undefined));
        showClosures();
      },
      lists: true,
    },
  ];
}

/** Never so dark that the figure could not be read. */
function shade(colour: string, share: number): { readonly background: string } | undefined {
  return share > 0
    ? { background: `color-mix(in srgb, ${colour} ${Math.round(6 + share * 34)}%, #fffefb)` }
    : undefined;
}
