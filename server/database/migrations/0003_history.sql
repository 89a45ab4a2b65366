-- Up Migration
-- Who changed what, when and why. Written by triggers of the tables themselves, so that nothing which reaches a table
-- (the service, QGIS, psql) passes by it. Append-only, and chained by hashes so that tampering shows.

CREATE TABLE anlan.transactions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The service takes its layers' locks first and the time then, so that the times of a layer's changes rise.
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  user_id bigint,
  user_name text NOT NULL,
  role text,
  source text NOT NULL CHECK (source IN ('map', 'import', 'process', 'api', 'demo', 'database')),
  message text,
  undo_of bigint REFERENCES anlan.transactions
);
CREATE INDEX transactions_undo_of_idx ON anlan.transactions (undo_of) WHERE undo_of IS NOT NULL;

-- Ids are given before commits are made, so that a reader who has seen id 6 may have missed id 5, which commits later.
-- Within one layer this cannot happen: its row in layer_revisions stays locked from before the id is taken until the
-- commit. Readers of changes therefore keep one position a layer. (Not the transaction's xid: a restored backup has
-- xids of another server.)
CREATE TABLE anlan.history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  layer text NOT NULL,
  feature_id bigint NOT NULL,
  version integer NOT NULL,
  operation text NOT NULL CHECK (operation IN ('create', 'update', 'delete', 'restore')),
  -- The row without its geometry; the geometry beside it, so that an undo brings back the very same coordinates.
  before jsonb,
  before_geom geometry(Geometry, 4326),
  after jsonb,
  after_geom geometry(Geometry, 4326),
  -- Of anlan.transactions; no foreign key, which would look it up again for each of 100,000 imported rows.
  transaction_id bigint NOT NULL,
  -- That of the transaction: the past state of a layer shows a transaction whole or not at all.
  at timestamptz NOT NULL,
  row_hash bytea NOT NULL,
  UNIQUE (layer, feature_id, version)
);
CREATE INDEX history_layer_id_idx ON anlan.history (layer, id);
CREATE INDEX history_transaction_idx ON anlan.history (transaction_id);

-- One link a statement and layer: the hash of the link before, of the rows of the statement, and of who and why.
CREATE TABLE anlan.history_links (
  layer text NOT NULL,
  seq bigint NOT NULL,
  first_id bigint NOT NULL,
  last_id bigint NOT NULL,
  transaction_id bigint NOT NULL REFERENCES anlan.transactions,
  hash bytea NOT NULL,
  PRIMARY KEY (layer, seq)
);

-- Answers to requests that carry an Idempotency-Key, so that one repeated after a lost answer is not carried out twice.
-- Not history: kept for some days.
CREATE TABLE anlan.idempotency_keys (
  owner text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- As it was sent: jsonb would put its members in another order.
  response json,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON anlan.idempotency_keys (created_at);

-- The transaction that the service has announced, or a new one in the name of the database role that writes past it.
CREATE FUNCTION anlan.current_transaction() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  announced bigint := nullif(current_setting('anlan.transaction', true), '')::bigint;
BEGIN
  IF announced IS NOT NULL THEN RETURN announced; END IF;
  INSERT INTO anlan.transactions (user_name, source) VALUES (session_user, 'database') RETURNING id INTO announced;
  PERFORM set_config('anlan.transaction', announced::text, true);
  RETURN announced;
END $$;

CREATE FUNCTION anlan.history_row_hash(of_layer text, feature_id bigint, version integer, operation text,
  before jsonb, before_geom geometry, after jsonb, after_geom geometry, transaction_id bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws(E'\x1f', of_layer, feature_id, version, operation,
    coalesce(before::text, '-'), coalesce(encode(ST_AsEWKB(before_geom), 'hex'), '-'),
    coalesce(after::text, '-'), coalesce(encode(ST_AsEWKB(after_geom), 'hex'), '-'), transaction_id), 'UTF8'))
$$;

CREATE FUNCTION anlan.transaction_hash(t anlan.transactions) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws(E'\x1f', t.id, extract(epoch FROM t.at), coalesce(t.user_id::text, '-'), t.user_name,
    coalesce(t.role, '-'), t.source, coalesce(t.message, '-'), coalesce(t.undo_of::text, '-')), 'UTF8'))
$$;

CREATE FUNCTION anlan.history_link_hash(previous bytea, of_layer text, from_id bigint, to_id bigint, in_transaction bigint)
RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(previous
    || (SELECT sha256(string_agg(row_hash, NULL ORDER BY id)) FROM anlan.history
        WHERE layer = of_layer AND id BETWEEN from_id AND to_id)
    || (SELECT anlan.transaction_hash(t) FROM anlan.transactions AS t WHERE t.id = in_transaction))
$$;

-- Adds the link over the rows that the statement has just written. The layer's row in layer_revisions is locked by the
-- caller, so that links of one layer follow one another.
CREATE FUNCTION anlan.link_history(of_layer text, from_id bigint, to_id bigint, in_transaction bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  last anlan.history_links;
BEGIN
  IF from_id IS NULL THEN RETURN; END IF;
  SELECT * INTO last FROM anlan.history_links WHERE layer = of_layer ORDER BY seq DESC LIMIT 1;
  INSERT INTO anlan.history_links (layer, seq, first_id, last_id, transaction_id, hash)
  VALUES (of_layer, coalesce(last.seq, 0) + 1, from_id, to_id, in_transaction,
    anlan.history_link_hash(coalesce(last.hash, ''::bytea), of_layer, from_id, to_id, in_transaction));
END $$;

-- What a row holds beside its geometry, as an expression over the alias of the row. Not to_jsonb(row): that would turn
-- each geometry into GeoJSON only to have it taken out again, which costs four times the rest.
CREATE FUNCTION anlan.row_document_sql(of_layer text, row_alias text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('(SELECT to_jsonb(p) FROM (SELECT %s) AS p)', string_agg(format('%I.%I', row_alias, attname), ', ' ORDER BY attnum))
  FROM pg_attribute
  WHERE attrelid = format('anlan.%I', of_layer)::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'geom'
$$;

-- The statement that writes the history of rows given as SQL; its values are the layer and the transaction. It is a
-- text to execute, since only the trigger's own statements see the rows of the change.
CREATE FUNCTION anlan.write_history_sql(rows_sql text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format(
    'WITH written AS (
       INSERT INTO anlan.history
         (layer, feature_id, version, operation, before, before_geom, after, after_geom, transaction_id, at, row_hash)
       SELECT $1, r.feature_id, r.version, r.operation, r.before, r.before_geom, r.after, r.after_geom, $2,
         (SELECT t.at FROM anlan.transactions AS t WHERE t.id = $2),
         anlan.history_row_hash($1, r.feature_id, r.version, r.operation, r.before, r.before_geom, r.after, r.after_geom, $2)
       FROM (%s) AS r ORDER BY r.feature_id
       RETURNING id)
     SELECT min(id), max(id) FROM written', rows_sql)
$$;

-- A delete counts as a version, so that a restored feature goes on counting from there.
CREATE FUNCTION anlan.record_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  o text;
  n text;
  this bigint;
  first_id bigint;
  last_id bigint;
BEGIN
  -- A statement that met no row is no change.
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM old_rows) THEN RETURN NULL; END IF;
  ELSIF NOT EXISTS (SELECT FROM new_rows) THEN
    RETURN NULL;
  END IF;
  -- Changes of one layer follow one another, up to their commit: versions, links and the feed stand on it.
  PERFORM FROM anlan.layer_revisions WHERE layer = TG_TABLE_NAME FOR UPDATE;
  o := anlan.row_document_sql(TG_TABLE_NAME, 'o');
  n := anlan.row_document_sql(TG_TABLE_NAME, 'n');
  this := anlan.current_transaction();
  EXECUTE anlan.write_history_sql(CASE TG_OP
    WHEN 'INSERT' THEN
      'SELECT n.id AS feature_id, n.version, CASE WHEN n.version = 1 THEN ''create'' ELSE ''restore'' END AS operation,
         NULL::jsonb AS before, NULL::geometry AS before_geom, ' || n || ' AS after, n.geom AS after_geom FROM new_rows AS n'
    WHEN 'UPDATE' THEN
      'SELECT n.id AS feature_id, n.version, ''update'' AS operation, ' || o || ' AS before, o.geom AS before_geom, '
         || n || ' AS after, n.geom AS after_geom FROM new_rows AS n JOIN old_rows AS o USING (id)'
    ELSE
      'SELECT o.id AS feature_id, o.version + 1 AS version, ''delete'' AS operation, ' || o || ' AS before,
         o.geom AS before_geom, NULL::jsonb AS after, NULL::geometry AS after_geom FROM old_rows AS o'
    END) INTO first_id, last_id USING TG_TABLE_NAME::text, this;
  PERFORM anlan.link_history(TG_TABLE_NAME, first_id, last_id, this);
  RETURN NULL;
END $$;

CREATE FUNCTION anlan.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'anlan.%: % is refused, history is append-only', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION anlan.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'anlan.%: TRUNCATE is refused, it would pass the history by; use DELETE', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- An id stands for one feature for ever: the history of the id would otherwise be that of two.
CREATE FUNCTION anlan.keep_feature_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'anlan.%: the id of a feature cannot change', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON anlan.transactions
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_change();
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON anlan.history
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_change();
CREATE TRIGGER history_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON anlan.history_links
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_change();

CREATE TRIGGER roads_history_insert AFTER INSERT ON anlan.roads REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER roads_history_update AFTER UPDATE ON anlan.roads REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER roads_history_delete AFTER DELETE ON anlan.roads REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER roads_no_truncate BEFORE TRUNCATE ON anlan.roads FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER roads_keep_id BEFORE UPDATE OF id ON anlan.roads FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER road_hazards_history_insert AFTER INSERT ON anlan.road_hazards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER road_hazards_history_update AFTER UPDATE ON anlan.road_hazards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER road_hazards_history_delete AFTER DELETE ON anlan.road_hazards REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER road_hazards_no_truncate BEFORE TRUNCATE ON anlan.road_hazards FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER road_hazards_keep_id BEFORE UPDATE OF id ON anlan.road_hazards FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER closures_history_insert AFTER INSERT ON anlan.closures REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER closures_history_update AFTER UPDATE ON anlan.closures REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER closures_history_delete AFTER DELETE ON anlan.closures REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER closures_no_truncate BEFORE TRUNCATE ON anlan.closures FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER closures_keep_id BEFORE UPDATE OF id ON anlan.closures FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER flood_points_history_insert AFTER INSERT ON anlan.flood_points REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER flood_points_history_update AFTER UPDATE ON anlan.flood_points REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER flood_points_history_delete AFTER DELETE ON anlan.flood_points REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER flood_points_no_truncate BEFORE TRUNCATE ON anlan.flood_points FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER flood_points_keep_id BEFORE UPDATE OF id ON anlan.flood_points FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER flood_zones_history_insert AFTER INSERT ON anlan.flood_zones REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER flood_zones_history_update AFTER UPDATE ON anlan.flood_zones REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER flood_zones_history_delete AFTER DELETE ON anlan.flood_zones REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER flood_zones_no_truncate BEFORE TRUNCATE ON anlan.flood_zones FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER flood_zones_keep_id BEFORE UPDATE OF id ON anlan.flood_zones FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER water_works_history_insert AFTER INSERT ON anlan.water_works REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER water_works_history_update AFTER UPDATE ON anlan.water_works REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER water_works_history_delete AFTER DELETE ON anlan.water_works REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER water_works_no_truncate BEFORE TRUNCATE ON anlan.water_works FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER water_works_keep_id BEFORE UPDATE OF id ON anlan.water_works FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER evacuation_routes_history_insert AFTER INSERT ON anlan.evacuation_routes REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER evacuation_routes_history_update AFTER UPDATE ON anlan.evacuation_routes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER evacuation_routes_history_delete AFTER DELETE ON anlan.evacuation_routes REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER evacuation_routes_no_truncate BEFORE TRUNCATE ON anlan.evacuation_routes FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER evacuation_routes_keep_id BEFORE UPDATE OF id ON anlan.evacuation_routes FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER shelters_history_insert AFTER INSERT ON anlan.shelters REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER shelters_history_update AFTER UPDATE ON anlan.shelters REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER shelters_history_delete AFTER DELETE ON anlan.shelters REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER shelters_no_truncate BEFORE TRUNCATE ON anlan.shelters FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER shelters_keep_id BEFORE UPDATE OF id ON anlan.shelters FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER settlements_history_insert AFTER INSERT ON anlan.settlements REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER settlements_history_update AFTER UPDATE ON anlan.settlements REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER settlements_history_delete AFTER DELETE ON anlan.settlements REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER settlements_no_truncate BEFORE TRUNCATE ON anlan.settlements FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER settlements_keep_id BEFORE UPDATE OF id ON anlan.settlements FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER townships_history_insert AFTER INSERT ON anlan.townships REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER townships_history_update AFTER UPDATE ON anlan.townships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER townships_history_delete AFTER DELETE ON anlan.townships REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER townships_no_truncate BEFORE TRUNCATE ON anlan.townships FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER townships_keep_id BEFORE UPDATE OF id ON anlan.townships FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER watercourses_history_insert AFTER INSERT ON anlan.watercourses REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER watercourses_history_update AFTER UPDATE ON anlan.watercourses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER watercourses_history_delete AFTER DELETE ON anlan.watercourses REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER watercourses_no_truncate BEFORE TRUNCATE ON anlan.watercourses FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER watercourses_keep_id BEFORE UPDATE OF id ON anlan.watercourses FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

CREATE TRIGGER water_bodies_history_insert AFTER INSERT ON anlan.water_bodies REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER water_bodies_history_update AFTER UPDATE ON anlan.water_bodies REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER water_bodies_history_delete AFTER DELETE ON anlan.water_bodies REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.record_history();
CREATE TRIGGER water_bodies_no_truncate BEFORE TRUNCATE ON anlan.water_bodies FOR EACH STATEMENT EXECUTE FUNCTION anlan.refuse_truncate();
CREATE TRIGGER water_bodies_keep_id BEFORE UPDATE OF id ON anlan.water_bodies FOR EACH ROW EXECUTE FUNCTION anlan.keep_feature_id();

-- Features from before there was a history begin theirs as they are.
DO $$
DECLARE
  of_layer text;
  this bigint;
  first_id bigint;
  last_id bigint;
  has_rows boolean;
BEGIN
  FOR of_layer IN SELECT layer FROM anlan.layer_revisions ORDER BY layer LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM anlan.%I)', of_layer) INTO has_rows;
    CONTINUE WHEN NOT has_rows;
    this := anlan.current_transaction();
    EXECUTE anlan.write_history_sql(format(
      'SELECT n.id AS feature_id, n.version, ''create'' AS operation, NULL::jsonb AS before, NULL::geometry AS before_geom,
         %s AS after, n.geom AS after_geom FROM anlan.%I AS n', anlan.row_document_sql(of_layer, 'n'), of_layer))
      INTO first_id, last_id USING of_layer, this;
    PERFORM anlan.link_history(of_layer, first_id, last_id, this);
  END LOOP;
END $$;
