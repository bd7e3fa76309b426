-- No ACL means the default one: both are written out, so that 'never granted' and 'granted and revoked again' are the same.
SELECT format('%s to %s', o.object, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END),
    jsonb_object_agg(a.privilege_type, 'by ' || quote_ident(pg_get_userbyid(a.grantor)) || CASE WHEN a.is_grantable THEN ', grantable' ELSE '' END)
FROM (
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || format('%I.%I', n.nspname, c.relname) AS object,
        coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS acl,
        'pg_class'::regclass AS class, c.oid AS id
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT 'column ' || format('%I.%I.%I', n.nspname, c.relname, t.attname), t.attacl, 'pg_class'::regclass, c.oid
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE t.attacl IS NOT NULL AND NOT t.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT 'function ' || format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)), coalesce(p.proacl, acldefault('f', p.proowner)),
        'pg_proc'::regclass, p.oid
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
    UNION ALL
    SELECT 'schema ' || quote_ident(n.nspname), coalesce(n.nspacl, acldefault('n', n.nspowner)), 'pg_namespace'::regclass, n.oid
    FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT 'type ' || format('%I.%I', n.nspname, t.typname), t.typacl, 'pg_type'::regclass, t.oid
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typacl IS NOT NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT 'language ' || quote_ident(l.lanname), coalesce(l.lanacl, acldefault('l', l.lanowner)), 'pg_language'::regclass, l.oid
    FROM pg_language l WHERE l.lanpltrusted
    UNION ALL
    SELECT 'foreign-data wrapper ' || quote_ident(w.fdwname), coalesce(w.fdwacl, acldefault('F', w.fdwowner)), 'pg_foreign_data_wrapper'::regclass, w.oid
    FROM pg_foreign_data_wrapper w
    UNION ALL
    SELECT 'foreign server ' || quote_ident(s.srvname), coalesce(s.srvacl, acldefault('S', s.srvowner)), 'pg_foreign_server'::regclass, s.oid
    FROM pg_foreign_server s
    UNION ALL
    SELECT 'database ' || quote_ident(d.datname), coalesce(d.datacl, acldefault('d', d.datdba)), 'pg_database'::regclass, d.oid
    FROM pg_database d WHERE d.datname = current_database()
) o, LATERAL aclexplode(o.acl) a
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = o.class AND e.objid = o.id AND e.deptype = 'e')
GROUP BY o.object, a.grantee
