-- Up Migration
-- Who may use the service. Secrets are kept as hashes only: of passwords argon2id, of tokens SHA-256.

CREATE TABLE anlan.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- As it is compared: NFKC, lower case.
  name text NOT NULL UNIQUE,
  display_name text NOT NULL,
  password_hash text NOT NULL,
  role text NOT NULL CHECK (role IN ('administrator', 'transport', 'water', 'planner', 'township', 'viewer')),
  -- Code of the township whose features a township's account edits.
  township text,
  disabled boolean NOT NULL DEFAULT false,
  -- Sessions of an earlier epoch are over.
  session_epoch integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_sign_in_at timestamptz,
  CHECK ((role = 'township') = (township IS NOT NULL))
);

-- The columns that connect-pg-simple expects.
CREATE TABLE anlan.sessions (
  sid varchar NOT NULL PRIMARY KEY,
  sess json NOT NULL,
  expire timestamp(6) NOT NULL
);
CREATE INDEX sessions_expire_idx ON anlan.sessions (expire);

CREATE TABLE anlan.tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES anlan.users ON DELETE CASCADE,
  name text NOT NULL,
  hash bytea NOT NULL UNIQUE,
  -- The first characters of the secret, by which its owner tells it from others.
  hint text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX tokens_user_id_idx ON anlan.tokens (user_id);
