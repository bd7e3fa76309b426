-- Tablespaces are refused before a dump, so the default one goes without saying.
SELECT quote_ident(d.datname), jsonb_build_object(
    'owner', pg_get_userbyid(d.datdba),
    'encoding', pg_encoding_to_char(d.encoding),
    'collate', d.datcollate,
    'ctype', d.datctype,
    'provider', nullif(to_jsonb(d) ->> 'datlocprovider', 'c'),
    'locale', coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
    'template', d.datistemplate,
    'connection limit', nullif(d.datconnlimit, -1))
FROM pg_database d
WHERE d.datname = current_database()
