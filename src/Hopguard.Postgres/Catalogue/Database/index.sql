SELECT format('%I.%I', n.nspname, c.relname), jsonb_build_object(
    'on', i.indrelid::regclass::text,
    'definition', pg_get_indexdef(i.indexrelid),
    'invalid', nullif(NOT i.indisvalid, false),
    'clustered', nullif(i.indisclustered, false))
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
