-- from: 14
SELECT format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)), jsonb_build_object('body', pg_get_function_sqlbody(p.oid))
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosqlbody IS NOT NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
