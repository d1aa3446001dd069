-- The hub: what desks of an event exchange, as plain tables of PostgreSQL 13 or later.
--
-- `hub init` runs this file in one transaction, as an administrator who may create roles and a schema; running
-- it again changes nothing. There is no serial number, trigger or advisory lock: every key begins
-- with the event, so that the tables can be distributed by it (Citus, YugabyteDB), and the end of an event is
-- dropping its partition. docs/decisions/088-the-hub-is-plain-tables.md gives the reasons.

-- Roles: an owner and a group for each tier, none of which can log in. A tier may do what the tiers below it may.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['uketsuke_door', 'uketsuke_desk', 'uketsuke_organiser'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'uketsuke_owner') THEN
        -- It makes the desks' logins, in `admit` below.
        CREATE ROLE uketsuke_owner NOLOGIN CREATEROLE;
    END IF;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT uketsuke_owner TO %I', current_user);
    END IF;
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO uketsuke_door, uketsuke_desk, uketsuke_organiser', current_database()
    );
    BEGIN
        EXECUTE format('ALTER DATABASE %I SET log_parameter_max_length = 0', current_database());
    EXCEPTION WHEN insufficient_privilege THEN
        NULL;  -- only a superuser may; what would be logged is sealed
    END;
END $$;
GRANT uketsuke_door TO uketsuke_desk;
GRANT uketsuke_desk TO uketsuke_organiser;
GRANT uketsuke_door, uketsuke_desk, uketsuke_organiser TO uketsuke_owner WITH ADMIN OPTION;

CREATE SCHEMA IF NOT EXISTS uketsuke AUTHORIZATION uketsuke_owner;
-- A busy hub lets the others wait a moment, or this file is run again.
SET LOCAL lock_timeout = '10s';
SET LOCAL ROLE uketsuke_owner;
SET LOCAL search_path = uketsuke, pg_temp;

CREATE TABLE IF NOT EXISTS event (
    id uuid PRIMARY KEY,
    root bytea NOT NULL,  -- the first desk's public key
    created timestamptz NOT NULL DEFAULT now(),
    retain_until timestamptz,
    closed_at timestamptz  -- from then on nothing is inserted
);

-- Which login is which desk of which event.
CREATE TABLE IF NOT EXISTS member (
    role name,
    event uuid REFERENCES event,
    desk uuid NOT NULL,
    tier text NOT NULL CHECK (tier IN ('door', 'desk', 'organiser')),
    relay bool NOT NULL,  -- may pass on what other desks have written
    PRIMARY KEY (role, event)
);

-- Whose a chain is. A desk has a chain of its own id, and registers a further one by inserting it: the
-- first one to name a chain has it.
CREATE TABLE IF NOT EXISTS chain (
    event uuid REFERENCES event,
    chain uuid,
    desk uuid NOT NULL,
    PRIMARY KEY (event, chain)
);

-- The key contains the id: two different entries of one number (a desk that exists twice) both lie here.
CREATE TABLE IF NOT EXISTS entry (
    event uuid,
    desk uuid,
    seq bigint CHECK (seq > 0),
    id bytea CHECK (octet_length(id) = 32),
    ms bigint NOT NULL,
    counter bigint NOT NULL CHECK (counter BETWEEN 0 AND 4294967295),
    wall bigint NOT NULL,
    kind text NOT NULL CHECK (octet_length(kind) BETWEEN 1 AND 100),
    version int NOT NULL CHECK (version BETWEEN 0 AND 65535),
    prev bytea NOT NULL CHECK (octet_length(prev) = 32),
    hashes bytea NOT NULL CHECK (octet_length(hashes) <= 99),
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    door bytea CHECK (octet_length(door) < 4000000),
    desk_section bytea CHECK (octet_length(desk_section) < 4000000),
    organiser bytea CHECK (octet_length(organiser) < 4000000),
    by name NOT NULL DEFAULT current_user,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (event, desk, seq, id)
) PARTITION BY LIST (event);

CREATE TABLE IF NOT EXISTS statement (
    event uuid REFERENCES event,
    desk uuid,
    at timestamptz NOT NULL DEFAULT now(),
    body bytea NOT NULL CHECK (octet_length(body) <= 200000),
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    PRIMARY KEY (event, desk)
);

-- Columns by tier. Nobody may update, delete or truncate entries.
GRANT USAGE ON SCHEMA uketsuke TO uketsuke_door;
GRANT SELECT ON event, member, chain TO uketsuke_door;
GRANT INSERT ON chain TO uketsuke_door;
GRANT SELECT, INSERT (event, desk, at, body, signature), UPDATE (at, body, signature) ON statement TO uketsuke_door;
GRANT SELECT (event, desk, seq, id, ms, counter, wall, kind, version, prev, hashes, signature, door, by, at)
    ON entry TO uketsuke_door;
GRANT INSERT (event, desk, seq, id, ms, counter, wall, kind, version, prev, hashes, signature, door)
    ON entry TO uketsuke_door;
GRANT SELECT (desk_section), INSERT (desk_section) ON entry TO uketsuke_desk;
GRANT SELECT (organiser), INSERT (organiser) ON entry TO uketsuke_organiser;

-- Rows by event. FORCE: the owner too has only what is said here, and changes nothing of an entry but that it
-- empties sections, in `empty_entries` below.
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
ALTER TABLE member FORCE ROW LEVEL SECURITY;
ALTER TABLE chain ENABLE ROW LEVEL SECURITY;
ALTER TABLE chain FORCE ROW LEVEL SECURITY;
ALTER TABLE entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry FORCE ROW LEVEL SECURITY;
ALTER TABLE statement ENABLE ROW LEVEL SECURITY;
ALTER TABLE statement FORCE ROW LEVEL SECURITY;

-- Made anew each time, so that a newer file brings its own.
DO $$
DECLARE
    old record;
BEGIN
    FOR old IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'uketsuke' LOOP
        EXECUTE format('DROP POLICY %I ON uketsuke.%I', old.policyname, old.tablename);
    END LOOP;
END $$;

CREATE POLICY owner_keeps ON event TO uketsuke_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_keeps ON member TO uketsuke_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_keeps ON chain TO uketsuke_owner USING (true) WITH CHECK (true);

CREATE POLICY owner_empties ON entry FOR UPDATE TO uketsuke_owner
    USING (true) WITH CHECK (desk_section IS NULL AND organiser IS NULL);
CREATE POLICY owner_looks ON entry FOR SELECT TO uketsuke_owner USING (true);
CREATE POLICY owner_ends ON statement FOR DELETE TO uketsuke_owner USING (true);
CREATE POLICY owner_looks ON statement FOR SELECT TO uketsuke_owner USING (true);

CREATE POLICY itself ON member FOR SELECT TO uketsuke_door USING (role = current_user);
CREATE POLICY own_event ON event FOR SELECT TO uketsuke_door USING (id IN (SELECT m.event FROM member m));
CREATE POLICY own_event ON chain FOR SELECT TO uketsuke_door USING (event IN (SELECT m.event FROM member m));
CREATE POLICY own_desk ON chain FOR INSERT TO uketsuke_door
    WITH CHECK ((event, desk) IN (SELECT m.event, m.desk FROM member m));

CREATE POLICY own_event ON statement FOR SELECT TO uketsuke_door USING (event IN (SELECT m.event FROM member m));
CREATE POLICY own_desk ON statement FOR INSERT TO uketsuke_door
    WITH CHECK ((event, desk) IN (SELECT m.event, m.desk FROM member m));
CREATE POLICY own_desk_again ON statement FOR UPDATE TO uketsuke_door
    USING ((event, desk) IN (SELECT m.event, m.desk FROM member m))
    WITH CHECK ((event, desk) IN (SELECT m.event, m.desk FROM member m));

CREATE POLICY own_event ON entry FOR SELECT TO uketsuke_door USING (event IN (SELECT m.event FROM member m));
-- An id is the hash of all that is signed (checkin/journal/entry.py). It is checked here, and so are the
-- sections: something else in the place of an entry, or a part of it, would keep the entry itself out.
CREATE POLICY own_chains_or_relayed ON entry FOR INSERT TO uketsuke_door WITH CHECK (
    event IN (SELECT e.id FROM event e WHERE e.closed_at IS NULL)
    AND id = sha256(
        'UKETSUKE-ENTRY-1'::bytea || uuid_send(event) || uuid_send(desk) || int8send(seq) || int8send(ms)
        || substr(int8send(counter), 5) || int8send(wall) || substr(int4send(version), 3) || prev
        || convert_to(kind, 'UTF8') || sha256(hashes)
    )
    AND (
        (
            -- A desk's own entries may lack a section: that of a person who was erased.
            (event, desk) IN (
                SELECT c.event, c.chain FROM chain c JOIN member m ON m.event = c.event AND m.desk = c.desk
            )
            AND (door IS NULL OR position('\x00'::bytea || sha256(door) IN hashes) > 0)
            AND (desk_section IS NULL OR position('\x01'::bytea || sha256(desk_section) IN hashes) > 0)
            AND (organiser IS NULL OR position('\x02'::bytea || sha256(organiser) IN hashes) > 0)
        )
        OR (
            event IN (SELECT m.event FROM member m WHERE m.relay)
            AND hashes = coalesce('\x00'::bytea || sha256(door), '')
                || coalesce('\x01'::bytea || sha256(desk_section), '')
                || coalesce('\x02'::bytea || sha256(organiser), '')
        )
    )
);

-- An event gets its partition. Only who may become the owner can call it.
CREATE OR REPLACE FUNCTION begin_event(wanted uuid, its_root bytea) RETURNS void
LANGUAGE plpgsql SET search_path = uketsuke, pg_temp AS $$
BEGIN
    INSERT INTO event (id, root) VALUES (wanted, its_root) ON CONFLICT DO NOTHING;
    IF NOT EXISTS (SELECT FROM event WHERE id = wanted AND root = its_root) THEN
        RAISE 'the event is here with another root' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM event WHERE id = wanted AND closed_at IS NOT NULL) THEN
        RAISE 'the event has ended' USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF entry FOR VALUES IN (%L)',
        'entry_' || replace(wanted::text, '-', ''), wanted
    );
END $$;

-- Whether the login that asks is an organiser's desk of the event, or the administrator.
CREATE OR REPLACE FUNCTION may_admit(its_event uuid) RETURNS bool
LANGUAGE sql STABLE SET search_path = uketsuke, pg_temp AS $$
    SELECT pg_has_role(session_user, 'uketsuke_owner', 'member') OR EXISTS (
        SELECT FROM member WHERE role = session_user AND event = its_event AND tier = 'organiser'
    )
$$;

-- A login's name follows from event and desk, so that nobody can take over another event's login.
CREATE OR REPLACE FUNCTION login_of(its_event uuid, its_desk uuid) RETURNS name
LANGUAGE sql IMMUTABLE SET search_path = uketsuke, pg_temp AS $$
    SELECT ('uketsuke_' || left(encode(sha256(uuid_send(its_event) || uuid_send(its_desk)), 'hex'), 40))::name
$$;

-- Takes a login out of the groups of the tiers.
CREATE OR REPLACE FUNCTION leave_groups(login name) RETURNS void
LANGUAGE plpgsql SET search_path = uketsuke, pg_temp AS $$
DECLARE
    left_group name;
BEGIN
    FOR left_group IN
        SELECT r.rolname FROM pg_auth_members g
        JOIN pg_roles r ON r.oid = g.roleid JOIN pg_roles l ON l.oid = g.member
        WHERE l.rolname = login AND r.rolname IN ('uketsuke_door', 'uketsuke_desk', 'uketsuke_organiser')
    LOOP
        EXECUTE format('REVOKE %I FROM %I', left_group, login);
    END LOOP;
END $$;

-- A desk gets its login, or the one that it has a new password. Returns the login's name.
CREATE OR REPLACE FUNCTION admit(its_event uuid, its_desk uuid, its_tier text, verifier text) RETURNS name
LANGUAGE plpgsql SECURITY DEFINER SET search_path = uketsuke, pg_temp AS $$
DECLARE
    login name := login_of(its_event, its_desk);
BEGIN
    IF NOT may_admit(its_event) THEN
        RAISE 'not an organiser of the event' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Never a password: it would be sent, and might be logged.
    IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE 'not a SCRAM verifier' USING ERRCODE = 'invalid_password';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('CREATE ROLE %I', login);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN CONNECTION LIMIT 8 PASSWORD %L', login, verifier);
    EXECUTE format('ALTER ROLE %I SET statement_timeout = ''30s''', login);
    EXECUTE format('ALTER ROLE %I SET lock_timeout = ''5s''', login);
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''20s''', login);
    -- A laptop that went away holds neither a lock nor one of its eight connections for long.
    EXECUTE format('ALTER ROLE %I SET tcp_keepalives_idle = 20', login);
    EXECUTE format('ALTER ROLE %I SET tcp_user_timeout = ''30s''', login);
    PERFORM leave_groups(login);
    EXECUTE format('GRANT %I TO %I', 'uketsuke_' || its_tier, login);
    INSERT INTO member (role, event, desk, tier, relay)
        VALUES (login, its_event, its_desk, its_tier, its_tier <> 'door')
        ON CONFLICT (role, event) DO UPDATE SET tier = excluded.tier, relay = excluded.relay;
    INSERT INTO chain (event, chain, desk) VALUES (its_event, its_desk, its_desk)
        ON CONFLICT (event, chain) DO UPDATE SET desk = excluded.desk;
    RETURN login;
END $$;

-- A desk's login ends, on open connections too: without its row in `member` it sees and writes nothing.
CREATE OR REPLACE FUNCTION dismiss(its_event uuid, its_desk uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = uketsuke, pg_temp AS $$
DECLARE
    login name := login_of(its_event, its_desk);
BEGIN
    IF NOT may_admit(its_event) THEN
        RAISE 'not an organiser of the event' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM member WHERE role = login AND event = its_event;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login);
        PERFORM leave_groups(login);
    END IF;
END $$;

-- Erasing people: an organiser's desk has the sections with names emptied of entries that it has emptied itself.
-- Nothing else of an entry can be changed, and nothing without an erasure that lies here and says why: then it
-- returns NULL. Else it returns how many entries were not empty yet.
CREATE OR REPLACE FUNCTION empty_entries(
    its_event uuid, erasure_chain uuid, erasure_seq bigint, erasure_id bytea, chains uuid[], seqs bigint[], ids bytea[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = uketsuke, pg_temp AS $$
DECLARE
    emptied bigint;
BEGIN
    IF NOT may_admit(its_event) THEN
        RAISE 'not an organiser of the event' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (
        SELECT FROM entry e WHERE e.event = its_event AND e.desk = erasure_chain AND e.seq = erasure_seq
            AND e.id = erasure_id AND e.kind = 'delegate_erased'
    ) THEN
        RETURN NULL;
    END IF;
    UPDATE entry e SET desk_section = NULL, organiser = NULL
        FROM unnest(chains, seqs, ids) AS given (chain, seq, id)
        WHERE e.event = its_event AND e.desk = given.chain AND e.seq = given.seq AND e.id = given.id
            AND (e.desk_section IS NOT NULL OR e.organiser IS NOT NULL);
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN emptied;
END $$;

-- The end of an event: nothing of it stays but its row, which says when it ended. All logins end but that of the
-- desk that asks, which ends its own by `dismiss` when it has noted this.
CREATE OR REPLACE FUNCTION end_event(its_event uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = uketsuke, pg_temp AS $$
DECLARE
    other uuid;
BEGIN
    IF NOT may_admit(its_event) THEN
        RAISE 'not an organiser of the event' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE event SET closed_at = coalesce(closed_at, now()) WHERE id = its_event;
    FOR other IN SELECT m.desk FROM member m WHERE m.event = its_event AND m.role <> session_user LOOP
        PERFORM dismiss(its_event, other);
    END LOOP;
    DELETE FROM statement WHERE event = its_event;
    DELETE FROM chain WHERE event = its_event;
    EXECUTE format('DROP TABLE IF EXISTS %I', 'entry_' || replace(its_event::text, '-', ''));
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA uketsuke FROM PUBLIC;
GRANT EXECUTE ON FUNCTION admit(uuid, uuid, text, text), dismiss(uuid, uuid), end_event(uuid),
    empty_entries(uuid, uuid, bigint, bytea, uuid[], bigint[], bytea[])
    TO uketsuke_organiser;
