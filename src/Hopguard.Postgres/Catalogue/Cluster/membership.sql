SELECT format('%I in %I', u.rolname, g.rolname), jsonb_build_object('admin', bool_or(m.admin_option))
FROM pg_auth_members m
JOIN pg_roles g ON g.oid = m.roleid
JOIN pg_roles u ON u.oid = m.member
WHERE u.rolname !~ '^pg_'
GROUP BY u.rolname, g.rolname
