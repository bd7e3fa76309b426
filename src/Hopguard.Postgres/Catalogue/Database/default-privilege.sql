SELECT format('%s for %s in %s to %s', d.defaclobjtype, quote_ident(pg_get_userbyid(d.defaclrole)), coalesce(quote_ident(n.nspname), 'every schema'),
        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END),
    jsonb_object_agg(a.privilege_type, CASE WHEN a.is_grantable THEN 'grantable' ELSE 'granted' END)
FROM pg_default_acl d
LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace,
LATERAL aclexplode(d.defaclacl) a
GROUP BY d.defaclobjtype, d.defaclrole, n.nspname, a.grantee
