-- Triggers that a partitioned table hands down to its partitions depend on another trigger; the one at the top speaks for them.
SELECT format('%I.%I.%I', n.nspname, c.relname, t.tgname), jsonb_build_object(
    'on', t.tgrelid::regclass::text,
    -- From 11 on the same thing is called a function.
    'definition', replace(pg_get_triggerdef(t.oid), ' EXECUTE PROCEDURE ', ' EXECUTE FUNCTION '),
    'enabled', nullif(t.tgenabled::text, 'O'))
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_trigger'::regclass AND p.objid = t.oid AND p.refclassid = 'pg_trigger'::regclass)
