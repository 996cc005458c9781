-- Who wrote to whom and when (statement S60): metadata only, never a subject or a body.
CREATE TABLE trace (
    id           uuid        PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('AGENT', 'OFFICIAL')),
    message_id   text        NOT NULL UNIQUE,
    author       text        NOT NULL,
    sender       text        NOT NULL,
    recipients   text[]      NOT NULL,
    size         integer     NOT NULL,
    attachments  integer     NOT NULL,
    request_hash bytea       NOT NULL,
    state        text        NOT NULL CHECK (state IN ('WAITING', 'SENT', 'REFUSED')),
    attempts     integer     NOT NULL DEFAULT 0,
    last_code    text,
    created_at   timestamptz NOT NULL,
    settled_at   timestamptz
);
CREATE INDEX trace_waiting ON trace (sender) WHERE state = 'WAITING';

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
-- What was answered to a state-changing call, so that its retry gets the same answer and does nothing.
CREATE TABLE idempotency (
    caller       text        NOT NULL,
    key          uuid        NOT NULL,
    request_hash bytea       NOT NULL,
    status       integer,
    body         text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
