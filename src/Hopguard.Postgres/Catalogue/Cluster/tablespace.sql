SELECT quote_ident(t.spcname), jsonb_build_object('owner', pg_get_userbyid(t.spcowner), 'location', pg_tablespace_location(t.oid), 'options', t.spcoptions::text)
FROM pg_tablespace t
WHERE t.oid >= 16384
