SELECT format('%I.%I.%I', n.nspname, c.relname, r.rulename), jsonb_build_object(
    'definition', pg_get_ruledef(r.oid),
    'enabled', nullif(r.ev_enabled::text, 'O'))
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
