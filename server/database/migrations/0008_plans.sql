-- Up Migration
-- Evacuation plans: what was asked, what it stood on, and what came of it. A plan never changes; accepting it writes
-- evacuation routes and is noted here.

CREATE TABLE anlan.plans (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id uuid REFERENCES anlan.jobs ON DELETE SET NULL,
  name text,
  inputs jsonb NOT NULL,
  -- Of each layer it was worked out from: the revision, and the last entry of the history up to then.
  basis jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('complete', 'incomplete', 'unknown')),
  -- The figures that plans are listed and compared by.
  summary jsonb NOT NULL,
  -- The whole report but for lines, which are in plan_features.
  report jsonb NOT NULL,
  user_id bigint,
  user_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  accepted_at timestamptz,
  accepted_by text,
  accepted_user_id bigint,
  -- The transaction with which its routes were written last.
  transaction_id bigint
);
CREATE INDEX plans_job_id_idx ON anlan.plans (job_id);

CREATE TABLE anlan.plan_features (
  plan_id bigint NOT NULL REFERENCES anlan.plans ON DELETE CASCADE,
  seq integer NOT NULL,
  kind text NOT NULL,
  properties jsonb NOT NULL,
  geom geometry(Geometry, 4326) NOT NULL,
  PRIMARY KEY (plan_id, seq)
);
CREATE INDEX plan_features_kind_idx ON anlan.plan_features (plan_id, kind, seq);
