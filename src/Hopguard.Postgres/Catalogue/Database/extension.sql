SELECT quote_ident(x.extname), jsonb_build_object('schema', n.nspname, 'version', x.extversion)
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
