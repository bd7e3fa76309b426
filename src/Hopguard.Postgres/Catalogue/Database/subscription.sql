-- secret: the connection string
-- A restore leaves every subscription switched off, so whether it is on is not compared.
SELECT quote_ident(s.subname), jsonb_build_object(
    'owner', pg_get_userbyid(s.subowner), 'slot', s.subslotname, 'publications', s.subpublications::text), s.subconninfo
FROM pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
