-- Where a session began: it stays in that browser, and its owner recognises it by both. Sessions of before do not know:
-- their people sign in once more.
DELETE FROM session;
ALTER TABLE session
    ADD COLUMN browser_family text    NOT NULL,
    ADD COLUMN browser_major  integer NOT NULL,
    ADD COLUMN browser_system text    NOT NULL,
    ADD COLUMN zone           text    NOT NULL;
