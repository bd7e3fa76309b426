SELECT format('%I.%I', n.nspname, c.relname), jsonb_build_object(
    'kind', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END,
    'owner', pg_get_userbyid(c.relowner),
    'unlogged', nullif(c.relpersistence = 'u', false),
    -- Hidden OID columns ended with PostgreSQL 12; losing them has to show.
    'with oids', nullif(to_jsonb(c) ->> 'relhasoids', 'false'),
    'options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o),
    'replica identity', CASE c.relreplident
        WHEN 'd' THEN NULL WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full'
        ELSE (SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident) END,
    'row security', nullif(c.relrowsecurity, false),
    'forced row security', nullif(c.relforcerowsecurity, false),
    'partition key', CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
    'partition bound', pg_get_expr(c.relpartbound, c.oid),
    'inherits', (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
    'of type', CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
    'access method', (SELECT nullif(am.amname::text, 'heap') FROM pg_am am WHERE am.oid = (to_jsonb(c) ->> 'relam')::oid),
    'server', (SELECT s.srvname FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid),
    'foreign options', (SELECT f.ftoptions::text FROM pg_foreign_table f WHERE f.ftrelid = c.oid))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
