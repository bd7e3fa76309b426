-- secret: the password hash
SELECT quote_ident(r.rolname), jsonb_build_object(
    'superuser', r.rolsuper, 'inherit', r.rolinherit, 'create role', r.rolcreaterole, 'create database', r.rolcreatedb, 'login', r.rolcanlogin,
    'replication', r.rolreplication, 'bypass row security', r.rolbypassrls, 'connection limit', nullif(r.rolconnlimit, -1),
    'valid until', r.rolvaliduntil::text,
    'comment', (SELECT d.description FROM pg_shdescription d WHERE d.classoid = 'pg_authid'::regclass AND d.objoid = r.oid)), r.rolpassword
FROM pg_authid r
WHERE r.rolname !~ '^pg_'
