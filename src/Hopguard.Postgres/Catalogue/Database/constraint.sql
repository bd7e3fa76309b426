-- PostgreSQL 18 lists NOT NULL here as well; columns cover it. Keys that a partitioned table hands down to its partitions are named by the server.
SELECT coalesce(
        (SELECT format('%I.%I.%I', n.nspname, c.relname, k.conname) FROM pg_class c WHERE c.oid = k.conrelid),
        (SELECT format('%I.%I.%I', n.nspname, t.typname, k.conname) FROM pg_type t WHERE t.oid = k.contypid)),
    jsonb_build_object(
        'on', CASE WHEN k.contypid <> 0 THEN 'domain ' || format_type(k.contypid, NULL) ELSE 'table ' || k.conrelid::regclass::text END,
        'definition', pg_get_constraintdef(k.oid))
FROM pg_constraint k
JOIN pg_namespace n ON n.oid = k.connamespace
WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT (k.contype = 'f' AND coalesce(to_jsonb(k) ->> 'conparentid', '0') <> '0')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND (
        e.classid = 'pg_class'::regclass AND e.objid = k.conrelid OR e.classid = 'pg_type'::regclass AND e.objid = k.contypid))
