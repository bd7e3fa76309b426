SELECT format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)), jsonb_build_object(
    'kind', CASE coalesce(to_jsonb(p) ->> 'prokind', CASE WHEN to_jsonb(p) ->> 'proisagg' = 'true' THEN 'a' WHEN to_jsonb(p) ->> 'proiswindow' = 'true' THEN 'w' END)
        WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' WHEN 'p' THEN 'procedure' ELSE 'function' END,
    'owner', pg_get_userbyid(p.proowner),
    'language', l.lanname,
    'arguments', pg_get_function_arguments(p.oid),
    'returns', pg_get_function_result(p.oid),
    'volatility', p.provolatile,
    'strict', nullif(p.proisstrict, false),
    'security definer', nullif(p.prosecdef, false),
    'leakproof', nullif(p.proleakproof, false),
    'parallel', p.proparallel,
    'cost', p.procost,
    'rows', nullif(p.prorows, 0),
    'settings', p.proconfig::text,
    'library', p.probin,
    'transition', (
        SELECT format('%s %s initial %s final %s combine %s kind %s sort %s', g.aggtransfn::regproc, format_type(g.aggtranstype, NULL), g.agginitval,
            g.aggfinalfn::regproc, g.aggcombinefn::regproc, g.aggkind, g.aggsortop::regoperator)
        FROM pg_aggregate g WHERE g.aggfnoid = p.oid),
    'body', p.prosrc)
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
