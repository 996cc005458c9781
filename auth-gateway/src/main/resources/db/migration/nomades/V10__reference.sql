-- The last good list of each name that an administrator signed and laid down. Written by the door only; read by every
-- node of it. 'warned' is the last day on which somebody was told that the list is old.
CREATE TABLE reference (
    list      text        PRIMARY KEY,
    version   text        NOT NULL,
    date      date        NOT NULL,
    author    text        NOT NULL,
    content   bytea       NOT NULL,
    signature bytea       NOT NULL,
    sha256    text        NOT NULL,
    accepted  timestamptz NOT NULL,
    warned    date
);
