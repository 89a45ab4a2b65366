-- Up Migration
-- What is true of the county as a whole, such as its name; one JSON value a key.
CREATE TABLE anlan.settings (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);
