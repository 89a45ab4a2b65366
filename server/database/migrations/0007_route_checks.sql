-- Up Migration
-- What the check of each evacuation route last said, and whether that still holds.

-- One row a route once routes are checked at all. No foreign key: a deleted route may be restored, and its row with it.
CREATE TABLE anlan.route_checks (
  route_id bigint PRIMARY KEY,
  -- Counts up each time that something the check depends on changes: a result worked out before the last of them is stale.
  marks integer NOT NULL DEFAULT 1,
  -- Since when what is stored no longer holds; null where it does.
  stale_since timestamptz DEFAULT now(),
  -- The layers whose changes made it stale, and `elevation`, `time` or `unchecked`.
  stale_because text[] NOT NULL DEFAULT '{unchecked}',
  verdict text CHECK (verdict IN ('pass', 'warn', 'unknown', 'fail')),
  report jsonb,
  -- Why the route could not be checked: the code and the two texts of the problem.
  problem jsonb,
  route_version integer,
  -- Everything up to this position in the feed of changes is in the result.
  position text,
  -- The elevation it was worked out with, as a digest of its sources.
  elevation text,
  checked_at timestamptz,
  -- When time alone makes it stale: a closure begins or ends, a drill runs out.
  holds_until timestamptz
);
CREATE INDEX route_checks_stale_idx ON anlan.route_checks (route_id) WHERE stale_since IS NOT NULL;
CREATE INDEX route_checks_holds_until_idx ON anlan.route_checks (holds_until) WHERE holds_until IS NOT NULL;

-- How far changes have been taken up. Empty until routes are checked for the first time.
CREATE TABLE anlan.route_checks_followed (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position text NOT NULL
);
