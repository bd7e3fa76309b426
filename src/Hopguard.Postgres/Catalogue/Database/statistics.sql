SELECT format('%I.%I', n.nspname, s.stxname), jsonb_build_object(
    'owner', pg_get_userbyid(s.stxowner),
    'definition', pg_get_statisticsobjdef(s.oid),
    'target', nullif(to_jsonb(s) ->> 'stxstattarget', '-1'))
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE n.nspname !~ '^pg_'
