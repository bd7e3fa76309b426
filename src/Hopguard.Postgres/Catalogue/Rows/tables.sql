-- Every table that holds rows of its own, largest first, with the list of its columns in an order that a restore keeps: by name.
-- Columns whose binary form is the same on every server are taken binary, which is exact; others (their binary form embeds object ids, or there is none) as text.
WITH RECURSIVE base AS (
    SELECT t.oid, t.oid AS root, t.typtype FROM pg_type t WHERE t.typtype <> 'd'
    UNION ALL
    SELECT t.oid, b.root, b.typtype FROM pg_type t JOIN base b ON b.oid = t.typbasetype WHERE t.typtype = 'd'
), stable AS (
    SELECT b.oid
    FROM base b
    JOIN pg_type t ON t.oid = b.root
    JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE b.typtype = 'e' OR n.nspname = 'pg_catalog' AND ltrim(t.typname, '_') IN (
        'bool', 'bytea', 'char', 'name', 'int2', 'int4', 'int8', 'oid', 'text', 'varchar', 'bpchar', 'float4', 'float8', 'numeric', 'money',
        'date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval', 'uuid', 'json', 'jsonb', 'xml', 'inet', 'cidr', 'macaddr', 'macaddr8',
        'bit', 'varbit', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'tsvector', 'tsquery', 'pg_lsn',
        'int4range', 'int8range', 'numrange', 'tsrange', 'tstzrange', 'daterange')
)
SELECT format('%I.%I', n.nspname, c.relname),
    pg_table_size(c.oid),
    (SELECT coalesce(string_agg(quote_ident(a.attname) || CASE WHEN a.atttypid IN (SELECT oid FROM stable) THEN '' ELSE '::text' END, ', '
            ORDER BY a.attname::text COLLATE "C"), '')
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    -- Of an extension's tables only what it declares as configuration belongs to the user; the rest comes with its version.
    coalesce(x.condition, '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend e ON e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
LEFT JOIN LATERAL (
    SELECT k.condition FROM pg_extension p, LATERAL unnest(p.extconfig, p.extcondition) k(table_id, condition)
    WHERE p.oid = e.refobjid AND k.table_id = c.oid) x ON true
WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (e.objid IS NULL OR x.condition IS NOT NULL)
ORDER BY 2 DESC, 1
