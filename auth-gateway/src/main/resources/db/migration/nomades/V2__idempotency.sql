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
