-- secret: the value, for an application may keep one in a setting
SELECT format('%s for %s in %s', split_part(v.setting, '=', 1), coalesce(quote_ident(r.rolname), 'every role'), coalesce(quote_ident(d.datname), 'every database')),
    '{}'::jsonb, substr(v.setting, strpos(v.setting, '=') + 1)
FROM pg_db_role_setting s
LEFT JOIN pg_roles r ON r.oid = s.setrole
LEFT JOIN pg_database d ON d.oid = s.setdatabase,
LATERAL unnest(s.setconfig) v(setting)
