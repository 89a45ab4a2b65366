-- Up Migration
-- Photos of features. Their files lie in the data folder, under the id; a row is written after its files and ends before
-- them, so that no row is ever without. Rows of deleted photos stay, to say who took one away and when.

CREATE TABLE anlan.photos (
  id uuid PRIMARY KEY,
  layer text NOT NULL,
  feature_id bigint NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
  -- Of what is stored, in hexadecimal: the same photo sent again is the one that is there.
  sha256 text NOT NULL,
  bytes integer NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  -- Beside it a smaller one lies, for lists.
  small boolean NOT NULL,
  taken_at timestamptz,
  position geometry(Point, 4326),
  user_id bigint,
  user_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  deleted_by text
);
CREATE UNIQUE INDEX photos_of_feature_idx ON anlan.photos (layer, feature_id, sha256) WHERE deleted_at IS NULL;
