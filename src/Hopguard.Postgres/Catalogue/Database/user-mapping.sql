-- secret: options, the password among them
SELECT format('%s on %I', CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m.umuser)) END, s.srvname), '{}'::jsonb, m.umoptions::text
FROM pg_user_mapping m
JOIN pg_foreign_server s ON s.oid = m.umserver
