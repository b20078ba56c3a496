-- As much of Citus as distributing tables calls, for the tests. Nothing is spread over
-- anything: each call is recorded, and refused where Citus refuses it for keys, foreign
-- keys or co-location.

CREATE TABLE calls (position integer GENERATED ALWAYS AS IDENTITY, call text NOT NULL);

CREATE TABLE pg_dist_partition (
    logicalrelid regclass PRIMARY KEY,
    partmethod "char" NOT NULL,
    partkey text,
    colocationid integer NOT NULL,
    repmodel "char" NOT NULL
);

CREATE SEQUENCE colocation_groups;

CREATE FUNCTION column_to_column_name(logicalrelid regclass, partkey text) RETURNS text
LANGUAGE sql AS 'SELECT partkey';

CREATE FUNCTION create_reference_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_constraint
        LEFT JOIN pg_dist_partition ON logicalrelid = confrelid
        WHERE contype = 'f' AND conrelid = target AND confrelid <> target
          AND repmodel IS DISTINCT FROM 't'
    ) THEN
        RAISE EXCEPTION 'a reference table refers to one that is none: %', target;
    END IF;
    INSERT INTO calls (call) VALUES (format('reference %s', target));
    INSERT INTO pg_dist_partition VALUES (target, 'n', NULL, 0, 't');
END $$;

CREATE FUNCTION create_distributed_table(
    target regclass, distribution_column text, colocate_with text DEFAULT 'default'
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    here pg_attribute;
    beside pg_dist_partition;
    colocation integer;
BEGIN
    SELECT * INTO STRICT here FROM pg_attribute
    WHERE attrelid = target AND attname = distribution_column;
    IF colocate_with = 'none' THEN
        colocation := nextval('colocation_groups');
    ELSE
        SELECT * INTO STRICT beside FROM pg_dist_partition
        WHERE logicalrelid = colocate_with::regclass;
        PERFORM FROM pg_attribute
        WHERE attrelid = beside.logicalrelid AND attname = beside.partkey
          AND atttypid = here.atttypid;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'cannot colocate tables % and %', colocate_with, target;
        END IF;
        colocation := beside.colocationid;
    END IF;
    IF EXISTS (
        SELECT FROM pg_index
        WHERE indrelid = target AND indisunique AND NOT here.attnum = ANY (indkey)
    ) THEN
        RAISE EXCEPTION 'a unique key of % does not include %', target, distribution_column;
    END IF;
    IF EXISTS (
        SELECT FROM pg_constraint
        LEFT JOIN pg_dist_partition ON logicalrelid = confrelid
        WHERE contype = 'f' AND conrelid = target AND repmodel IS DISTINCT FROM 't'
          AND NOT (conkey[1] = here.attnum AND colocationid IS NOT DISTINCT FROM colocation)
    ) THEN
        RAISE EXCEPTION 'a foreign key of % leads to another shard', target;
    END IF;
    INSERT INTO calls (call) VALUES (
        format('distributed %s by %s beside %s', target, distribution_column, colocate_with)
    );
    INSERT INTO pg_dist_partition VALUES (target, 'h', distribution_column, colocation, 's');
END $$;

-- What Citus leaves behind is the copy; here it is all there is.
CREATE FUNCTION truncate_local_data_after_distributing_table(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_constraint
        WHERE contype = 'f' AND confrelid = target
          AND conrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition)
    ) THEN
        RAISE EXCEPTION 'a table that is not distributed refers to %', target;
    END IF;
    INSERT INTO calls (call) VALUES (format('truncated %s', target));
    EXECUTE format('TRUNCATE %s CASCADE', target);
END $$;
