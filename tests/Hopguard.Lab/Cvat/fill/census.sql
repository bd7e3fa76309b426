-- What a database holds, as "kind name|value" lines, by the tests' own means: nothing here is shared with the code under test.
-- Every value is written so that PostgreSQL 10 and 15 write it alike; rows are summed without order.
SET timezone = 'UTC';
SET search_path = '';
SET extra_float_digits = 0;
CREATE FUNCTION pg_temp.text_of(type text, name text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN type IN ('double precision', 'real') THEN format('encode(%s(%I), ''hex'')', CASE type WHEN 'real' THEN 'float4send' ELSE 'float8send' END, name)
                WHEN type IN ('double precision[]', 'real[]') THEN format('encode(array_send(%I), ''hex'')', name)
                WHEN type = 'bytea' THEN format('md5(%I)', name)
                WHEN type = 'point' THEN format('encode(point_send(%I), ''hex'')', name)
                ELSE format('%I::text', name) END
$$;

SELECT format('SELECT %L, count(*) || '' rows '' || coalesce(sum((''x'' || substr(md5(%s), 1, 15))::bit(60)::bigint), 0) FROM %s%s', 'table ' || c.oid::regclass,
              coalesce('ROW(' || string_agg(pg_temp.text_of(format_type(a.atttypid, -1), a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attnum > 0) || ')::text', ''''''), CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END, c.oid::regclass)
FROM pg_catalog.pg_class AS c LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'm') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' GROUP BY c.oid, c.relkind ORDER BY c.oid::regclass::text \gexec
SELECT format('SELECT %L, last_value || '' '' || is_called FROM %s', 'sequence ' || oid::regclass, oid::regclass) FROM pg_catalog.pg_class WHERE relkind = 'S' ORDER BY oid::regclass::text \gexec
SELECT 'sequence options ' || seqrelid::regclass, concat_ws(' ', seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) FROM pg_catalog.pg_sequence ORDER BY 1;
SELECT 'column ' || attrelid::regclass || '.' || attname, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attstorage, atthasdef)
FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1;
SELECT 'constraint ' || conrelid::regclass || ' ' || conname, concat_ws(' ', convalidated, pg_get_constraintdef(oid)) FROM pg_catalog.pg_constraint
WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)' AND contype NOT IN ('n') ORDER BY 1;
SELECT 'index ' || indexrelid::regclass, concat_ws(' ', indisvalid, pg_get_indexdef(indexrelid)) FROM pg_catalog.pg_index
WHERE indrelid::regclass::text !~ '^(pg_|information_schema)' ORDER BY 1;
SELECT 'view ' || oid::regclass, relkind FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1;
SELECT 'function ' || oid::regprocedure, concat_ws(' ', md5(prosrc), provolatile, prosecdef, proisstrict, proconfig) FROM pg_catalog.pg_proc
WHERE pronamespace::regnamespace::text !~ '^(pg_|information_schema)' AND probin IS NULL ORDER BY 1;
SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname, concat_ws(' ', tgfoid::regprocedure, tgenabled) FROM pg_catalog.pg_trigger WHERE NOT tgisinternal ORDER BY 1;
SELECT 'type ' || t.oid::regtype, concat_ws(' ', typtype, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid)) FROM pg_catalog.pg_type AS t
WHERE typtype IN ('e', 'd') AND typnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1;
SELECT 'large object ' || m.oid, concat_ws(' ', lomowner::regrole, lomacl, md5(pg_catalog.lo_get(m.oid))) FROM pg_catalog.pg_largeobject_metadata AS m ORDER BY 1;
SELECT 'comment ' || md5(description), count(*) FROM pg_catalog.pg_description WHERE objoid >= 16384 GROUP BY 1 ORDER BY 1;
SELECT 'rights ' || oid::regclass, relowner::regrole || ' ' || coalesce((SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(relacl) AS a), '') FROM pg_catalog.pg_class
WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S') AND relnamespace::regnamespace::text !~ '^pg_' ORDER BY 1;
SELECT 'policy ' || polrelid::regclass || ' ' || polname, polcmd FROM pg_catalog.pg_policy ORDER BY 1;
SELECT 'extension ' || extname, '' FROM pg_catalog.pg_extension ORDER BY 1;
SELECT 'role ' || rolname, concat_ws(' ', rolsuper, rolcreatedb, rolcanlogin, rolconnlimit, rolvaliduntil, md5(rolpassword)) FROM pg_catalog.pg_authid WHERE rolname !~ '^pg_' ORDER BY 1;
SELECT 'member ' || roleid::regrole || ' ' || member::regrole, admin_option FROM pg_catalog.pg_auth_members WHERE roleid::regrole::text !~ '^pg_' ORDER BY 1;
SELECT 'setting ' || coalesce(datname, '*') || ' ' || CASE setrole WHEN 0 THEN '*' ELSE setrole::regrole::text END, setconfig FROM pg_catalog.pg_db_role_setting LEFT JOIN pg_catalog.pg_database AS d ON d.oid = setdatabase ORDER BY 1;
SELECT 'database ' || datname, concat_ws(' ', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, datconnlimit) FROM pg_catalog.pg_database WHERE NOT datistemplate ORDER BY 1;
