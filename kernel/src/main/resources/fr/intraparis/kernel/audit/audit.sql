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
