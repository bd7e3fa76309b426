-- The rows of a materialised view are not compared: every dump rebuilds them from the definition.
SELECT format('%I.%I', n.nspname, c.relname), jsonb_build_object(
    'kind', CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialised view' END,
    'owner', pg_get_userbyid(c.relowner),
    'options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o),
    'populated', nullif(c.relispopulated, true),
    'definition', pg_get_viewdef(c.oid))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
