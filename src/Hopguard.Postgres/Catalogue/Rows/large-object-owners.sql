SELECT m.oid, pg_get_userbyid(m.lomowner)::text, (
    SELECT string_agg(format('%s %s %s', CASE a.grantee WHEN 0 THEN '' ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type, a.is_grantable), ', '
        ORDER BY pg_get_userbyid(a.grantee), a.privilege_type)
    FROM aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) a)
FROM pg_largeobject_metadata m
