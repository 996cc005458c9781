-- Agents, leave and payslips. No table here refers to another module's schema.
CREATE TABLE agent (
    agent_id           text          PRIMARY KEY CHECK (agent_id ~ '^[0-9]{7}$'),
    username           text          NOT NULL UNIQUE,
    display_name       text          NOT NULL,
    email              text          NOT NULL,
    department         text          NOT NULL,
    grade              text          NOT NULL,
    manager_id         text          REFERENCES agent CHECK (manager_id <> agent_id),
    hired_on           date          NOT NULL,
    -- How much of each day is worked, Monday first: 1, 0.5 or 0. Its sum is the weekly obligation.
    week               numeric(2, 1)[7] NOT NULL CHECK (array_length(week, 1) = 7),
    weekly_obligations numeric(3, 1) NOT NULL GENERATED ALWAYS AS
        (week[1] + week[2] + week[3] + week[4] + week[5] + week[6] + week[7]) STORED
);
CREATE INDEX agent_manager ON agent (manager_id);

CREATE SEQUENCE leave_reference;
CREATE TABLE leave_request (
    id               uuid          PRIMARY KEY,
    reference        text          NOT NULL UNIQUE,
    agent_id         text          NOT NULL REFERENCES agent,
    first_day        date          NOT NULL,
    last_day         date          NOT NULL CHECK (last_day >= first_day),
    period           daterange     NOT NULL GENERATED ALWAYS AS (daterange(first_day, last_day, '[]')) STORED,
    days             numeric(4, 1) NOT NULL CHECK (days > 0),
    state            text          NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'REFUSED', 'CANCELLED')),
    note             text,
    submitted_at     timestamptz   NOT NULL,
    decided_by       text          REFERENCES agent,
    decided_at       timestamptz,
    decision_comment text,
    version          bigint        NOT NULL,
    -- Two live requests of one agent never share a day, whoever races whom.
    CONSTRAINT leave_request_overlap EXCLUDE USING gist (agent_id WITH =, period WITH &&)
        WHERE (state IN ('PENDING', 'APPROVED'))
);
CREATE INDEX leave_request_agent ON leave_request (agent_id, first_day);

CREATE TABLE payslip (
    id         uuid NOT NULL PRIMARY KEY,
    agent_id   text NOT NULL REFERENCES agent,
    month      date NOT NULL CHECK (extract(day FROM month) = 1),
    paid_on    date NOT NULL,
    department text NOT NULL,
    grade      text NOT NULL,
    UNIQUE (agent_id, month)
);
-- The amounts of a payslip are its lines and nothing else: gross, deductions and net are sums over them.
CREATE TABLE payslip_line (
    payslip_id uuid           NOT NULL REFERENCES payslip ON DELETE CASCADE,
    position   integer        NOT NULL,
    label      text           NOT NULL,
    base       numeric(10, 2),
    rate       numeric(7, 4),
    gain       numeric(10, 2),
    deduction  numeric(10, 2),
    employer   numeric(10, 2),
    PRIMARY KEY (payslip_id, position)
);

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
