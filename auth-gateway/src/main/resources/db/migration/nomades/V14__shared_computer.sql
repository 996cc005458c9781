-- A computer that others use too: who signs in there says so before, and the session ends at that time.
ALTER TABLE session
    ADD COLUMN shared_until timestamptz;
ALTER TABLE login
    ADD COLUMN shared boolean NOT NULL DEFAULT false;
