-- Up Migration
-- Edits of roads are taken up when a screening that covers them has succeeded, not when it was queued.

CREATE TABLE anlan.screening_due (
  -- 0: all roads.
  road_id bigint PRIMARY KEY,
  -- The last edit that is to be screened.
  since timestamptz NOT NULL DEFAULT now(),
  -- The job that is to screen it; null once that has failed.
  job_id uuid,
  failures integer NOT NULL DEFAULT 0,
  failed_at timestamptz,
  problem jsonb,
  -- That it is given up has been said.
  reported boolean NOT NULL DEFAULT false
);
CREATE INDEX screening_due_job_id_idx ON anlan.screening_due (job_id);

-- However a job ends, also with the service that ran it: what it was to screen is done or due again. What a person has
-- dismissed was not wanted.
CREATE FUNCTION anlan.settle_screening_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'failed' THEN
    UPDATE anlan.screening_due SET job_id = NULL, failures = failures + 1, failed_at = now(), problem = NEW.problem
    WHERE job_id = NEW.id;
  ELSE
    DELETE FROM anlan.screening_due WHERE job_id = NEW.id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER jobs_settle_screening_due AFTER UPDATE OF status ON anlan.jobs FOR EACH ROW
  WHEN (OLD.status IN ('accepted', 'running') AND NEW.status IN ('successful', 'failed', 'dismissed'))
  EXECUTE FUNCTION anlan.settle_screening_due();

-- What is under way, and what earlier versions have let go of.
INSERT INTO anlan.screening_due (road_id, since, job_id, failures, failed_at, problem)
SELECT DISTINCT ON (road_id) road_id, created_at, CASE WHEN status = 'failed' THEN NULL ELSE id END,
  CASE WHEN status = 'failed' THEN 1 ELSE 0 END, finished_at, problem
FROM (SELECT j.*, coalesce(ids.id::bigint, 0) AS road_id FROM anlan.jobs AS j
  LEFT JOIN LATERAL jsonb_array_elements_text(j.inputs -> 'ids') AS ids(id) ON true
  WHERE j.process = 'rescreen-roads' AND j.status IN ('accepted', 'running', 'failed')) AS unfinished
ORDER BY road_id, created_at DESC;
