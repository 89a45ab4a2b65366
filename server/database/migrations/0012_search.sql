-- Up Migration
-- Words are looked for within names and codes, and most Chinese words have two characters: trigrams (pg_trgm) serve none
-- of them. So every pair of neighbouring characters is indexed, which both databases can do without an extension.

-- The pairs from the first character on and those from the second on, by two regular expressions: ten times quicker than
-- a loop. U+0001 between them is in no name. The cost, and a language that is not inlined, keep the planner from working
-- the pairs out for each row of a word that most rows have: out of the index they come without.
CREATE FUNCTION anlan.search_pairs(words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN string_to_array(regexp_replace(words, '(..)', E'\\1\x01', 'g') || E'\x01'
    || regexp_replace(substr(words, 2), '(..)', E'\\1\x01', 'g'), E'\x01');
END $$;

CREATE INDEX closures_search_idx ON anlan.closures USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(road_code, ''))));
CREATE INDEX evacuation_routes_search_idx ON anlan.evacuation_routes USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX flood_points_search_idx ON anlan.flood_points USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX flood_zones_search_idx ON anlan.flood_zones USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX road_hazards_search_idx ON anlan.road_hazards USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(road_code, ''))));
CREATE INDEX roads_search_idx ON anlan.roads USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(road_code, ''))));
CREATE INDEX settlements_search_idx ON anlan.settlements USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX shelters_search_idx ON anlan.shelters USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX townships_search_idx ON anlan.townships USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX water_bodies_search_idx ON anlan.water_bodies USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX water_works_search_idx ON anlan.water_works USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));
CREATE INDEX watercourses_search_idx ON anlan.watercourses USING gin (
  anlan.search_pairs(upper(coalesce(code, '') || ' ' || coalesce(name, ''))));

-- What is deleted is listed from the latest on, however much has been changed since.
CREATE INDEX history_deleted_idx ON anlan.history (layer, id) WHERE operation = 'delete';
