-- Blocks of sessions (A5). 'sid' is the session at Keycloak, null where it concerns all that the person does. A curable
-- block is lifted by the door as soon as its cause is gone; any other by two operators: two different ones, and nobody
-- signs for oneself. These rules stand here too, so that no mistake of ours can break them.
CREATE TABLE session_block (
    id            uuid        PRIMARY KEY,
    subject       text        NOT NULL,
    username      text        NOT NULL,
    sid           text,
    curable       boolean     NOT NULL,
    code          text        NOT NULL,
    cause         text        NOT NULL,
    evidence      text        NOT NULL,
    since         timestamptz NOT NULL,
    raised_by     text        NOT NULL,
    first_signer  text,
    first_name    text,
    first_signed  timestamptz,
    second_signer text,
    second_name   text,
    second_signed timestamptz,
    lifted        timestamptz,
    lifted_by     text,
    CONSTRAINT curable_is_of_a_session CHECK (NOT curable OR sid IS NOT NULL),
    CONSTRAINT two_different_operators CHECK (second_signer IS NULL OR (first_signer IS NOT NULL AND first_signer <> second_signer)),
    CONSTRAINT nobody_signs_for_oneself CHECK (subject IS DISTINCT FROM first_signer AND subject IS DISTINCT FROM second_signer),
    CONSTRAINT risk_is_lifted_by_two CHECK (curable OR lifted IS NULL OR second_signer IS NOT NULL)
);
CREATE UNIQUE INDEX session_block_once ON session_block (subject, coalesce(sid, ''), code) WHERE lifted IS NULL;
CREATE INDEX session_block_sid ON session_block (sid) WHERE lifted IS NULL;
CREATE INDEX session_block_lifted ON session_block (lifted);

-- Sessions that are over, for as long as a token of theirs may live: a bearer token outlives nothing.
CREATE TABLE ended_session (
    sid     text        PRIMARY KEY,
    subject text        NOT NULL,
    ended   timestamptz NOT NULL
);
CREATE INDEX ended_session_ended ON ended_session (ended);

-- What whoever lets people in must know, and no more.
CREATE VIEW block_in_force AS
    SELECT id, subject, sid, code, curable, since FROM session_block WHERE lifted IS NULL
    UNION ALL
    SELECT md5(sid)::uuid, subject, sid, 'NOM-SES-002', false, ended FROM ended_session
     WHERE ended > now() - interval '6 minutes';

-- Whoever changes a block, the change is told.
CREATE FUNCTION tell_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('nomades_block', coalesce(NEW.id, OLD.id)::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_block AFTER INSERT OR UPDATE OR DELETE ON session_block FOR EACH ROW EXECUTE FUNCTION tell_block();

CREATE FUNCTION tell_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('nomades_block', md5(coalesce(NEW.sid, OLD.sid))::uuid::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_ended AFTER INSERT OR UPDATE OR DELETE ON ended_session FOR EACH ROW EXECUTE FUNCTION tell_ended();

-- A session is over at Keycloak as soon as the last one of ours that stands on it is; one that is opened anew lives.
CREATE FUNCTION note_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        DELETE FROM ended_session WHERE sid = NEW.sid;
    ELSIF NOT EXISTS (SELECT FROM session WHERE sid = OLD.sid) THEN
        INSERT INTO ended_session (sid, subject, ended) VALUES (OLD.sid, OLD.subject, now())
            ON CONFLICT (sid) DO UPDATE SET ended = excluded.ended;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_session_end AFTER INSERT OR DELETE ON session FOR EACH ROW EXECUTE FUNCTION note_session_end();

-- The role that the WARs behind the door listen with.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'blocks') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO blocks', current_schema());
        GRANT SELECT ON block_in_force TO blocks;
    END IF;
END $$;
