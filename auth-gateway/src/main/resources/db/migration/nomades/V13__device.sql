-- Whose key a session has, and what the door knows of devices. Only thumbprints (RFC 7638) are kept: the key itself
-- never leaves its browser. Sessions of before have no key and can't get one: their people sign in once more.
DELETE FROM session;

CREATE TABLE session_key (
    session    text        PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    subject    text        NOT NULL,
    thumbprint text        NOT NULL,
    since      timestamptz NOT NULL
);
CREATE INDEX session_key_device ON session_key (subject, thumbprint);

-- Proofs that have served: each serves once, for a minute.
CREATE TABLE proof (
    session text        NOT NULL,
    jti     text        NOT NULL,
    seen    timestamptz NOT NULL,
    PRIMARY KEY (session, jti)
);
CREATE INDEX proof_seen ON proof (seen);

-- A device of a person: a key, what its owner calls it, and what IT has said about it.
CREATE TABLE device (
    subject          text        NOT NULL,
    thumbprint       text        NOT NULL,
    username         text        NOT NULL,
    class            text        NOT NULL CHECK (class IN ('UNKNOWN', 'PERSONAL', 'WORKSTATION')),
    label            text        NOT NULL,
    browser          text        NOT NULL,
    first_seen       timestamptz NOT NULL,
    last_seen        timestamptz NOT NULL,
    registered       timestamptz,
    agreement        text,
    authorised_until date,
    decided_by       text,
    lost             timestamptz,
    PRIMARY KEY (subject, thumbprint)
);
