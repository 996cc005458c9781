-- What the door remembers. No secret is in the clear: cookies are here as their SHA-256, Keycloak's refresh tokens as
-- JWE under nomades.session-key.
CREATE TABLE session (
    id            text        PRIMARY KEY,
    subject       text        NOT NULL,
    agent_id      text,
    username      text        NOT NULL,
    name          text        NOT NULL,
    roles         text[]      NOT NULL,
    acr           text        NOT NULL,
    amr           text[]      NOT NULL,
    auth_time     timestamptz NOT NULL,
    sid           text        NOT NULL,
    language      text        NOT NULL,
    refresh_token text        NOT NULL,
    created       timestamptz NOT NULL,
    seen          timestamptz NOT NULL,
    over_at       timestamptz NOT NULL
);
CREATE INDEX session_sid ON session (sid);
CREATE INDEX session_subject ON session (subject);
CREATE INDEX session_over ON session (over_at);

-- A login on its way: ten minutes at most, used once (the row is deleted by its use).
CREATE TABLE login (
    state         text        PRIMARY KEY,
    browser       text        NOT NULL,
    nonce         text        NOT NULL,
    verifier      text        NOT NULL,
    return_to     text        NOT NULL,
    acr           text        NOT NULL,
    max_age       bigint      NOT NULL,
    language      text        NOT NULL,
    created       timestamptz NOT NULL
);
CREATE INDEX login_created ON login (created);

-- Logout tokens already obeyed, so that none is obeyed twice.
CREATE TABLE logout_token (
    jti      text        PRIMARY KEY,
    seen     timestamptz NOT NULL
);
CREATE INDEX logout_token_seen ON logout_token (seen);

-- The audit of one schema. A row is written in the act's own transaction; the sealer numbers and chains it.
CREATE TABLE audit (
    id             uuid        PRIMARY KEY,
    at             timestamptz NOT NULL,
    actor          text        NOT NULL,
    act            text        NOT NULL,
    object         text        NOT NULL,
    outcome        text        NOT NULL CHECK (outcome IN ('DONE', 'REFUSED', 'FAILED')),
    code           text,
    correlation_id text        NOT NULL,
    details        text        NOT NULL,
    mac            bytea       NOT NULL,
    seq            bigint      UNIQUE,
    hash           bytea
);
CREATE INDEX audit_unsealed ON audit (at) WHERE seq IS NULL;
-- One row: its lock makes sealing single file, its content is the end of the chain.
CREATE TABLE audit_head (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq  bigint  NOT NULL,
    hash bytea   NOT NULL
);
INSERT INTO audit_head (seq, hash) VALUES (0, ''::bytea);

-- What must reach a neighbour, written in the transaction of the act it follows from. A delivered row is deleted.
CREATE TABLE outbox (
    id         uuid        PRIMARY KEY,
    topic      text        NOT NULL,
    payload    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    next_try   timestamptz NOT NULL DEFAULT now(),
    tries      integer     NOT NULL DEFAULT 0,
    last_code  text
);
CREATE INDEX outbox_due ON outbox (topic, next_try);
