-- Up Migration
-- The county's layers: one plain typed table each, so that QGIS, Martin or psql read them directly. Names, types and
-- required members are those of data/layers; tests/service/tables.test.ts holds the two together.

CREATE SCHEMA IF NOT EXISTS anlan;

-- A layer's revision changes with every committed change of its table, whoever made it: tiles and lists are cached by it.
CREATE TABLE anlan.layer_revisions (
  layer text PRIMARY KEY,
  revision bigint NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- An UPDATE and not a sequence: a sequence moves before the change can be seen, and a reader would then keep old
-- features under the new revision for ever.
CREATE FUNCTION anlan.bump_layer_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE anlan.layer_revisions SET revision = revision + 1, changed_at = now() WHERE layer = TG_TABLE_NAME;
  RETURN NULL;
END $$;

-- Also for rows edited past the service, from QGIS or psql.
CREATE FUNCTION anlan.bump_feature_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.updated_at := now();
  RETURN NEW;
END $$;

CREATE TABLE anlan.roads (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  road_code text,
  road_class text NOT NULL,
  technical_class text,
  from_m double precision,
  to_m double precision,
  structure text NOT NULL,
  junction text,
  oneway text,
  motor_vehicles boolean,
  design_speed_kmh integer,
  speed_limit_kmh integer,
  width_m double precision,
  lanes integer,
  surface text,
  guardrail text,
  traffic_per_day integer,
  school_bus boolean,
  scheduled_bus boolean,
  maintained_by text,
  surveyed_on date,
  source text,
  township text,
  remarks text,
  geom geometry(LineString, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX roads_geom_idx ON anlan.roads USING gist (geom);
CREATE INDEX roads_township_idx ON anlan.roads (township);
CREATE INDEX roads_road_code_idx ON anlan.roads (road_code);

CREATE TABLE anlan.road_hazards (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  hazard text NOT NULL,
  grade text NOT NULL,
  state text NOT NULL,
  segment_code text,
  road_code text,
  from_m double precision,
  to_m double precision,
  direction text,
  side text,
  evidence jsonb,
  section_category text,
  meets_accident_criterion boolean,
  poor_sight_distance boolean,
  meets_roadside_criterion boolean,
  meets_environment_criterion boolean,
  meets_traffic_criterion boolean,
  meets_bus_criterion boolean,
  facility_guardrail boolean,
  facility_signs_markings boolean,
  facility_delineators boolean,
  facility_other text,
  treatment_realignment boolean,
  treatment_slope_ditch boolean,
  treatment_signs_markings boolean,
  treatment_intersection boolean,
  treatment_guardrail boolean,
  treatment_delineators boolean,
  treatment_other text,
  cost_10k_yuan double precision,
  plan_year integer,
  remedy_progress text,
  supervised boolean,
  found_on date,
  deadline_on date,
  closed_on date,
  responsible_person text,
  responsible_phone text,
  township text,
  remarks text,
  geom geometry(LineString, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX road_hazards_geom_idx ON anlan.road_hazards USING gist (geom);
CREATE INDEX road_hazards_township_idx ON anlan.road_hazards (township);
CREATE INDEX road_hazards_road_code_idx ON anlan.road_hazards (road_code);
CREATE INDEX road_hazards_segment_code_idx ON anlan.road_hazards (segment_code);

CREATE TABLE anlan.closures (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  reason text NOT NULL,
  segment_code text,
  road_code text,
  from_m double precision,
  to_m double precision,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  announced_by text,
  contact_phone text,
  township text,
  remarks text,
  geom geometry(LineString, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX closures_geom_idx ON anlan.closures USING gist (geom);
CREATE INDEX closures_township_idx ON anlan.closures (township);
CREATE INDEX closures_road_code_idx ON anlan.closures (road_code);
CREATE INDEX closures_segment_code_idx ON anlan.closures (segment_code);
CREATE INDEX closures_valid_from_idx ON anlan.closures (valid_from);

CREATE TABLE anlan.flood_points (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text NOT NULL,
  kind text,
  risk_grade text,
  village text,
  watercourse text,
  households integer,
  people integer NOT NULL,
  vulnerable_people integer,
  prepare_1h_mm double precision,
  prepare_3h_mm double precision,
  prepare_6h_mm double precision,
  prepare_24h_mm double precision,
  evacuate_1h_mm double precision,
  evacuate_3h_mm double precision,
  evacuate_6h_mm double precision,
  evacuate_24h_mm double precision,
  lead_time_min integer,
  warning_signal text,
  shelter_code text,
  responsible_person text,
  responsible_phone text,
  warning_person text,
  warning_phone text,
  transfer_person text,
  transfer_phone text,
  surveyed_on date,
  township text,
  remarks text,
  geom geometry(Point, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX flood_points_geom_idx ON anlan.flood_points USING gist (geom);
CREATE INDEX flood_points_township_idx ON anlan.flood_points (township);

CREATE TABLE anlan.flood_zones (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  kind text NOT NULL,
  return_period_years integer,
  depth_m double precision,
  watercourse text,
  method text,
  mapped_on date,
  township text,
  remarks text,
  geom geometry(MultiPolygon, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX flood_zones_geom_idx ON anlan.flood_zones USING gist (geom);
CREATE INDEX flood_zones_township_idx ON anlan.flood_zones (township);

CREATE TABLE anlan.water_works (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  kind text NOT NULL,
  risk_grade text,
  storage_10k_m3 double precision,
  dam_height_m double precision,
  flood_limit_level_m double precision,
  dam_state text,
  people_downstream integer,
  administrative_person text,
  administrative_phone text,
  technical_person text,
  technical_phone text,
  patrol_person text,
  patrol_phone text,
  has_sign boolean,
  has_life_ring boolean,
  has_rope boolean,
  has_pole boolean,
  inspected_on date,
  problems text,
  township text,
  remarks text,
  geom geometry(Point, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX water_works_geom_idx ON anlan.water_works USING gist (geom);
CREATE INDEX water_works_township_idx ON anlan.water_works (township);

CREATE TABLE anlan.evacuation_routes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text NOT NULL,
  flood_point_code text,
  shelter_code text,
  people integer,
  mode text,
  vehicle_width_m double precision,
  responsible_person text,
  responsible_phone text,
  sign_installed boolean,
  drilled_on date,
  township text,
  remarks text,
  geom geometry(LineString, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX evacuation_routes_geom_idx ON anlan.evacuation_routes USING gist (geom);
CREATE INDEX evacuation_routes_township_idx ON anlan.evacuation_routes (township);
CREATE INDEX evacuation_routes_flood_point_code_idx ON anlan.evacuation_routes (flood_point_code);
CREATE INDEX evacuation_routes_shelter_code_idx ON anlan.evacuation_routes (shelter_code);

CREATE TABLE anlan.shelters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text NOT NULL,
  kind text,
  capacity integer,
  state text,
  area_m2 double precision,
  supplies text,
  contact_person text,
  contact_phone text,
  inspected_on date,
  source text,
  township text,
  remarks text,
  geom geometry(Point, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shelters_geom_idx ON anlan.shelters USING gist (geom);
CREATE INDEX shelters_township_idx ON anlan.shelters (township);

CREATE TABLE anlan.settlements (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text NOT NULL,
  kind text NOT NULL,
  households integer,
  people integer,
  elevation_m double precision,
  source text,
  township text,
  remarks text,
  geom geometry(Point, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX settlements_geom_idx ON anlan.settlements USING gist (geom);
CREATE INDEX settlements_township_idx ON anlan.settlements (township);

CREATE TABLE anlan.townships (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  seat text,
  population integer,
  contact_person text,
  contact_phone text,
  remarks text,
  geom geometry(MultiPolygon, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX townships_geom_idx ON anlan.townships USING gist (geom);

CREATE TABLE anlan.watercourses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  kind text NOT NULL,
  structure text,
  stream_order integer,
  catchment_km2 double precision,
  width_m double precision,
  intermittent boolean,
  source text,
  township text,
  remarks text,
  geom geometry(MultiLineString, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX watercourses_geom_idx ON anlan.watercourses USING gist (geom);
CREATE INDEX watercourses_township_idx ON anlan.watercourses (township);

CREATE TABLE anlan.water_bodies (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text UNIQUE,
  name text,
  kind text NOT NULL,
  dangerous boolean,
  has_sign boolean,
  has_life_ring boolean,
  has_rope boolean,
  has_pole boolean,
  source text,
  township text,
  remarks text,
  geom geometry(MultiPolygon, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX water_bodies_geom_idx ON anlan.water_bodies USING gist (geom);
CREATE INDEX water_bodies_township_idx ON anlan.water_bodies (township);

INSERT INTO anlan.layer_revisions (layer) VALUES
  ('roads'),
  ('road_hazards'),
  ('closures'),
  ('flood_points'),
  ('flood_zones'),
  ('water_works'),
  ('evacuation_routes'),
  ('shelters'),
  ('settlements'),
  ('townships'),
  ('watercourses'),
  ('water_bodies');

CREATE TRIGGER roads_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.roads
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER roads_version BEFORE UPDATE ON anlan.roads
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER road_hazards_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.road_hazards
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER road_hazards_version BEFORE UPDATE ON anlan.road_hazards
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER closures_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.closures
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER closures_version BEFORE UPDATE ON anlan.closures
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER flood_points_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.flood_points
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER flood_points_version BEFORE UPDATE ON anlan.flood_points
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER flood_zones_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.flood_zones
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER flood_zones_version BEFORE UPDATE ON anlan.flood_zones
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER water_works_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.water_works
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER water_works_version BEFORE UPDATE ON anlan.water_works
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER evacuation_routes_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.evacuation_routes
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER evacuation_routes_version BEFORE UPDATE ON anlan.evacuation_routes
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER shelters_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.shelters
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER shelters_version BEFORE UPDATE ON anlan.shelters
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER settlements_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.settlements
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER settlements_version BEFORE UPDATE ON anlan.settlements
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER townships_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.townships
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER townships_version BEFORE UPDATE ON anlan.townships
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER watercourses_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.watercourses
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER watercourses_version BEFORE UPDATE ON anlan.watercourses
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();

CREATE TRIGGER water_bodies_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON anlan.water_bodies
  FOR EACH STATEMENT EXECUTE FUNCTION anlan.bump_layer_revision();
CREATE TRIGGER water_bodies_version BEFORE UPDATE ON anlan.water_bodies
  FOR EACH ROW EXECUTE FUNCTION anlan.bump_feature_version();
