-- What must reach a neighbour, written in the transaction of the act it follows from. A delivered row is deleted.
-- next_try: when it is due; while a worker delivers it, when its claim runs out; 'infinity' when it was refused for good.
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
