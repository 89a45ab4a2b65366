import type { LayerDefinition, LayerId } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import type { Queryable } from '../jobs/job.ts';
import { type Bbox, Sql } from '../layers/query.ts';
import { quoteIdentifier, quoteLiteral, tableOf } from '../layers/table.ts';

/** Something of the county that the words name. */
export interface SearchResult {
  /** A `road` is all sections of one number and name. */
  readonly kind: 'feature' | 'road';
  readonly layer: LayerId;
  /** Of the feature; of a road its first section. */
  readonly id: number;
  readonly code: string | null;
  readonly name: string | null;
  /** Value of the member by which the layer's symbols differ, such as a settlement's kind. */
  readonly symbol: string | null;
  readonly township: string | null;
  readonly township_name: string | null;
  /** Sections of a road; 1 of a feature. */
  readonly sections: number;
  readonly bbox: Bbox;
}

export interface SearchResults {
  readonly results: readonly SearchResult[];
  /** How much each layer has, shown or not. */
  readonly matched: Readonly<Partial<Record<LayerId, number>>>;
}

/** Places before roads before works: what people look for by name. Later layers give way when there is not room for all. */
const order: readonly LayerId[] = [
  'townships',
  'settlements',
  'roads',
  'flood_points',
  'shelters',
  'evacuation_routes',
  'road_hazards',
  'closures',
  'water_works',
  'watercourses',
  'water_bodies',
  'flood_zones',
];
const mostWords = 8;

interface Row extends SearchResult {
  readonly rank: number;
  readonly matched: number;
}

/**
 * What carries all the words in its code or name, whatever the case of letters: equal ones first, then those that begin
 * so. An index of pairs of characters finds what may carry them; words of a single character are looked for in all rows.
 *
 * @param limit of each layer
 */
export async function findFeatures(db: Queryable, query: string, limit: number): Promise<SearchResults> {
  const words = query.toUpperCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  if (words.length === 0) return { results: [], matched: {} };
  const pairs = pairsOf(words);
  const sql = new Sql();
  const terms: Terms = {
    whole: sql.bind(words.join(' ')),
    begins: sql.bind(`${escaped(words.join(' '))}%`),
    words: words.map((word) => sql.bind(`%${escaped(word)}%`)),
    pairs: pairs.length > 0 ? sql.bind(pairs) : undefined,
    limit: sql.bind(limit),
  };
  const parts = layerList.flatMap((layer) =>
    layer.id === 'roads' ? [roadsSql(layer, terms), sectionsSql(layer, terms)] : [featuresSql(layer, terms, true)],
  );
  const { rows } = await db.query<Row>(
    `SELECT f.kind, f.layer, f.id, f.code, f.name, f.symbol, f.township, t.name AS township_name, f.sections,
       json_build_array(ST_XMin(f.box), ST_YMin(f.box), ST_XMax(f.box), ST_YMax(f.box)) AS bbox, f.rank, f.matched
     FROM (${parts.join('\nUNION ALL\n')}) AS f
     LEFT JOIN anlan.townships AS t ON t.code = f.township
     ORDER BY f.rank, array_position(${orderArray}, f.layer), length(coalesce(f.name, f.code)), f.code, f.id`,
    sql.values,
  );
  const matched: Partial<Record<LayerId, number>> = {};
  const counted = new Set<string>();
  for (const { kind, layer, matched: count } of rows) {
    if (counted.has(`${kind} ${layer}`)) continue;
    counted.add(`${kind} ${layer}`);
    matched[layer] = (matched[layer] ?? 0) + count;
  }
  return { results: rows.map(({ rank: _, matched: __, ...result }) => result), matched };
}

interface Terms {
  /** Placeholders. */
  readonly whole: string;
  readonly begins: string;
  readonly words: readonly string[];
  /** Of an array; undefined where all words are of one character. */
  readonly pairs: string | undefined;
  readonly limit: string;
}

const orderArray = `ARRAY[${order.map(quoteLiteral).join(', ')}]`;

function featuresSql(layer: LayerDefinition, terms: Terms, byRoad: boolean, extra = ''): string {
  const has = (member: string) => Object.hasOwn(layer.properties, member);
  const symbol = layer.style.by ? quoteIdentifier(layer.style.by.member) : 'NULL';
  const searched = byRoad && has('road_code') ? ['code', 'name', 'road_code'] : ['code', 'name'];
  return `(SELECT 'feature' AS kind, ${quoteLiteral(layer.id)} AS layer, id, code, name, ${symbol}::text AS symbol,
    ${has('township') ? 'township' : 'NULL::text'} AS township, 1 AS sections, Box2D(geom) AS box,
    ${rankSql(['code', 'name'], terms)} AS rank, (count(*) OVER ())::integer AS matched
    FROM ${tableOf(layer)} WHERE ${matchSql(layer, searched, terms)}${extra}
    ORDER BY rank, length(coalesce(name, code)), id LIMIT ${terms.limit}::integer)`;
}

/**
 * A road is one result, not one for each of its sections: those of its number, of a street without one those of its
 * township. Boxes are measured of those shown alone: a word such as 公路 is in every name.
 */
function roadsSql(layer: LayerDefinition, terms: Terms): string {
  return `(SELECT 'road' AS kind, ${quoteLiteral(layer.id)} AS layer, s.id, k.road_code AS code, k.name,
    s.symbol, s.township, k.sections, s.box, k.rank, k.matched
    FROM (SELECT g.*, ${rankSql(['road_code', 'name'], terms)} AS rank, (count(*) OVER ())::integer AS matched
      FROM (SELECT road_code, name, array_agg(id) AS ids, count(*)::integer AS sections FROM ${tableOf(layer)}
        WHERE coalesce(road_code, name) IS NOT NULL AND ${matchSql(layer, ['road_code', 'name'], terms)}
        GROUP BY road_code, name, CASE WHEN road_code IS NULL THEN township END) AS g
      ORDER BY rank, road_code, name LIMIT ${terms.limit}::integer) AS k
    CROSS JOIN LATERAL (SELECT min(id) AS id, min(road_class) AS symbol, ST_Extent(geom) AS box,
      CASE WHEN count(DISTINCT township) = 1 THEN min(township) END AS township
      FROM ${tableOf(layer)} WHERE id = ANY(k.ids)) AS s)`;
}

/** A section by its own code; by its name it is found as part of its road. */
function sectionsSql(layer: LayerDefinition, terms: Terms): string {
  return featuresSql(
    layer,
    terms,
    false,
    ` AND upper(code) LIKE ${terms.begins} AND NOT coalesce(upper(road_code) LIKE ${terms.begins}, false)`,
  );
}

function matchSql(layer: LayerDefinition, members: readonly string[], { words, pairs }: Terms): string {
  const text = `upper(concat_ws(' ', ${members.join(', ')}))`;
  const matches = words.map((word) => `${text} LIKE ${word}`);
  return (pairs === undefined ? matches : [`${pairsSql(layer)} @> ${pairs}::text[]`, ...matches]).join(' AND ');
}

/** As the layers' search indexes have it (migration 0012), to the letter. */
function pairsSql(layer: LayerDefinition): string {
  const members = Object.hasOwn(layer.properties, 'road_code') ? ['code', 'name', 'road_code'] : ['code', 'name'];
  return `anlan.search_pairs(upper(${members.map((member) => `coalesce(${member}, '')`).join(" || ' ' || ")}))`;
}

/** Neighbouring characters of the words, by which the index finds what may carry them; a single one has none. */
function pairsOf(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const characters = [...word];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
}

function rankSql(members: readonly string[], { whole, begins }: Terms): string {
  const any = (condition: (column: string) => string) =>
    members.map((member) => `coalesce(${condition(`upper(${member})`)}, false)`).join(' OR ');
  return `CASE WHEN ${any((column) => `${column} = ${whole}`)} THEN 0
    WHEN ${any((column) => `${column} LIKE ${begins}`)} THEN 1 ELSE 2 END`;
}

/** `%` and `_` of a query are themselves. */
function escaped(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}
