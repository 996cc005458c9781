-- Tickets of the SOS page, which opens without a session: no name, no address of a person. The code that opens the
-- answer is here as a hash only; 'wrong' counts the codes that were not it, since 'wrong_since'.
CREATE TABLE ticket (
    id             uuid        PRIMARY KEY,
    reference      text        NOT NULL UNIQUE,
    secret_hash    bytea       NOT NULL,
    request_hash   bytea       NOT NULL,
    code           text        NOT NULL,
    correlation_id text        NOT NULL,
    body           text        NOT NULL,
    facts          text        NOT NULL,
    opened_at      timestamptz NOT NULL,
    state          text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ANSWERED', 'CLOSED')),
    answer         text,
    answered_by    text,
    answered_at    timestamptz,
    healed_at      timestamptz,
    wrong          integer     NOT NULL DEFAULT 0,
    wrong_since    timestamptz
);
CREATE INDEX ticket_queue ON ticket (state, opened_at);
