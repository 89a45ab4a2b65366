-- Up Migration
-- Rain as it was measured or entered, and what it means for the flood points.

CREATE TABLE anlan.rain_gauges (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The number under which a gauge system reports.
  code text NOT NULL UNIQUE,
  name text,
  -- Age of the last reading from which its rain counts as missing; null: the county's.
  stale_after_min double precision CHECK (stale_after_min > 0),
  -- One that is not in use speaks for no point; its readings stay.
  active boolean NOT NULL DEFAULT true,
  -- Invented rain, to try the service with.
  demo boolean NOT NULL DEFAULT false,
  geom geometry(Point, 4326) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rain_gauges_geom_idx ON anlan.rain_gauges USING gist (geom);

-- Which gauges speak for a flood point, where the county has said so: these and no others.
CREATE TABLE anlan.rain_gauge_points (
  gauge_id bigint NOT NULL REFERENCES anlan.rain_gauges ON DELETE CASCADE,
  flood_point_code text NOT NULL,
  PRIMARY KEY (flood_point_code, gauge_id)
);
CREATE INDEX rain_gauge_points_gauge_id_idx ON anlan.rain_gauge_points (gauge_id);

CREATE TABLE anlan.rain_readings (
  gauge_id bigint NOT NULL REFERENCES anlan.rain_gauges,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  rain_mm double precision NOT NULL CHECK (rain_mm >= 0),
  source text NOT NULL CHECK (source IN ('gauge', 'hand', 'file', 'demo')),
  user_id bigint,
  user_name text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_at > starts_at),
  -- Windows are asked for by their ends.
  PRIMARY KEY (gauge_id, ends_at, starts_at)
);

-- What a reading said before it was corrected.
CREATE TABLE anlan.rain_corrections (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  gauge_id bigint NOT NULL REFERENCES anlan.rain_gauges,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  before_mm double precision NOT NULL,
  after_mm double precision NOT NULL,
  before_source text NOT NULL,
  before_user_name text NOT NULL,
  user_id bigint,
  user_name text NOT NULL,
  corrected_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rain_corrections_gauge_id_idx ON anlan.rain_corrections (gauge_id, ends_at);

-- The state of each flood point as it was judged last.
CREATE TABLE anlan.warning_states (
  flood_point_id bigint PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('none', 'prepare', 'evacuate', 'unknown')),
  -- Whether it may be graver than it says.
  open boolean NOT NULL,
  doubts text[] NOT NULL,
  since timestamptz NOT NULL,
  -- Of a state that may be graver than it says: what was known before rain went missing, and until when.
  last_known text,
  last_known_until timestamptz
);

-- Every change of state with the figures behind it. Names the point by itself: points are deleted, warnings are kept.
CREATE TABLE anlan.warning_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  flood_point_id bigint NOT NULL,
  flood_point_code text,
  flood_point_name text NOT NULL,
  before text,
  after text NOT NULL,
  -- The moment that was judged; earlier than `recorded_at` where rain came late.
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  open boolean NOT NULL,
  doubts text[] NOT NULL,
  figures jsonb NOT NULL,
  demo boolean NOT NULL DEFAULT false
);
CREATE INDEX warning_changes_flood_point_id_idx ON anlan.warning_changes (flood_point_id, id DESC);

-- Locked by whoever judges, so that of several services on one database each change is recorded once.
CREATE TABLE anlan.warning_judgement (
  one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO anlan.warning_judgement (one) VALUES (true);

-- A token that can do one thing only; null: whatever its account can.
ALTER TABLE anlan.tokens ADD COLUMN scope text CHECK (scope IN ('rainfall'));
