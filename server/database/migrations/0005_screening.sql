-- Up Migration
-- Work that takes longer than a request, and what the screening of roads proposes.

-- A job's whole truth. pg-boss, in its own schema, only hands the ids of waiting jobs out; it makes that schema itself
-- when the first job is sent. Each step of a job is committed together with `checkpoint`, under the lease of the service
-- that runs it: a job whose service was killed is taken up by the next one where it was.
CREATE TABLE anlan.jobs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  process text NOT NULL,
  inputs jsonb NOT NULL,
  status text NOT NULL DEFAULT 'accepted' CHECK (status IN ('accepted', 'running', 'successful', 'failed', 'dismissed')),
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  -- Said to people: {"zh", "en"}.
  message jsonb,
  checkpoint jsonb,
  result jsonb,
  -- The code and the two texts of the problem that ended it.
  problem jsonb,
  -- Since the last step that was committed: what ends its service again and again is given up.
  attempts integer NOT NULL DEFAULT 0,
  user_id bigint,
  user_name text NOT NULL,
  role text,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  lease_owner uuid,
  lease_until timestamptz
);
CREATE INDEX jobs_created_at_idx ON anlan.jobs (created_at DESC, id DESC);
CREATE INDEX jobs_unfinished_idx ON anlan.jobs (lease_until) WHERE status IN ('accepted', 'running');

-- What was screened when, against which numbers, from which data.
CREATE TABLE anlan.screening_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id uuid REFERENCES anlan.jobs ON DELETE SET NULL,
  process text NOT NULL,
  inputs jsonb NOT NULL,
  hazards text[] NOT NULL,
  -- The rows that a county's own numbers replaced.
  standard jsonb,
  data_used jsonb NOT NULL,
  roads integer NOT NULL DEFAULT 0,
  length_m double precision NOT NULL DEFAULT 0,
  -- By hazard and grade; what became of the proposals.
  counts jsonb NOT NULL DEFAULT '{}',
  outcome jsonb NOT NULL DEFAULT '{}',
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX screening_runs_job_id_idx ON anlan.screening_runs (job_id);

-- One finding on one road, until a person accepts or rejects it, and what they decided after that.
CREATE TABLE anlan.proposals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The run that found it first or changed it last.
  run_id bigint NOT NULL REFERENCES anlan.screening_runs,
  -- Parts of one finding on several roads share it; `overlapping` names others by it.
  finding_id text NOT NULL,
  part integer NOT NULL,
  parts integer NOT NULL,
  overlapping text[] NOT NULL,
  hazard text NOT NULL,
  -- Of insufficient_data: the hazard that could not be judged.
  of_hazard text,
  grade text,
  road_id bigint NOT NULL,
  road_version integer NOT NULL,
  segment_code text,
  road_code text,
  -- Metres along the road as it was drawn in that version.
  from_m double precision NOT NULL,
  to_m double precision NOT NULL,
  chainage text NOT NULL,
  side text,
  direction text,
  evidence jsonb NOT NULL,
  data_used jsonb NOT NULL,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'rejected', 'superseded')),
  reason text,
  reviewed_by text,
  reviewed_user_id bigint,
  reviewed_at timestamptz,
  -- The feature of road_hazards that accepting made.
  hazard_id bigint,
  -- What a later run found of a decided proposal that a person should look at again.
  attention jsonb,
  geom geometry(LineString, 4326) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX proposals_geom_idx ON anlan.proposals USING gist (geom);
CREATE INDEX proposals_road_id_idx ON anlan.proposals (road_id);
CREATE INDEX proposals_road_code_idx ON anlan.proposals (road_code);
CREATE INDEX proposals_finding_id_idx ON anlan.proposals (finding_id);
CREATE INDEX proposals_state_idx ON anlan.proposals (state, id);
CREATE INDEX proposals_run_id_idx ON anlan.proposals (run_id);
CREATE INDEX proposals_hazard_id_idx ON anlan.proposals (hazard_id) WHERE hazard_id IS NOT NULL;
-- The names that findings go by, the run and the dates of its data change without making a proposal another one:
-- whoever has it before them can go on deciding on it.
CREATE TRIGGER proposals_version BEFORE UPDATE ON anlan.proposals FOR EACH ROW
  WHEN (to_jsonb(OLD) - '{finding_id,overlapping,run_id,data_used}'::text[] IS DISTINCT FROM
        to_jsonb(NEW) - '{finding_id,overlapping,run_id,data_used}'::text[])
  EXECUTE FUNCTION anlan.bump_feature_version();

-- How far the edits of roads have been taken up for screening again: a position in the feed of changes. Empty until
-- roads are screened for the first time.
CREATE TABLE anlan.screening_followed (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position text NOT NULL
);
