SELECT quote_ident(p.pubname), jsonb_build_object(
    'owner', pg_get_userbyid(p.pubowner),
    'all tables', p.puballtables,
    'insert', p.pubinsert, 'update', p.pubupdate, 'delete', p.pubdelete,
    'truncate', coalesce(to_jsonb(p) ->> 'pubtruncate', 'false'),
    'via root', coalesce(to_jsonb(p) ->> 'pubviaroot', 'false'),
    'tables', (SELECT string_agg(r.prrelid::regclass::text, ', ' ORDER BY r.prrelid::regclass::text) FROM pg_publication_rel r WHERE r.prpubid = p.oid))
FROM pg_publication p
