-- What initdb itself comments has an OID below 16384; of those only the public schema (2200) and the database are the user's to comment.
SELECT i.type || ' ' || i.identity, jsonb_build_object('text', d.description)
FROM (
    SELECT classoid, objoid, objsubid, description FROM pg_description
    WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass AND objoid = 2200 OR classoid = 'pg_largeobject'::regclass
    UNION ALL
    SELECT classoid, objoid, 0, description FROM pg_shdescription
    WHERE classoid = 'pg_database'::regclass AND objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
) d,
LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE coalesce(i.schema, '') !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
