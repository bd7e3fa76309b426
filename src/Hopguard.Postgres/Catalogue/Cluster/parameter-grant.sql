-- from: 15
SELECT format('%s to %s', p.parname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END),
    jsonb_object_agg(a.privilege_type, CASE WHEN a.is_grantable THEN 'grantable' ELSE 'granted' END)
FROM pg_parameter_acl p, LATERAL aclexplode(p.paracl) a
GROUP BY p.parname, a.grantee
