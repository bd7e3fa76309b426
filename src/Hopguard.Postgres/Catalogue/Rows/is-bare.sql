-- Whether a maintenance database (postgres, template1) is as initdb made it: then nothing of it has to be copied.
SELECT NOT EXISTS (SELECT FROM pg_depend WHERE objid >= 16384)
   AND NOT EXISTS (SELECT FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_')
   AND NOT EXISTS (SELECT FROM pg_largeobject_metadata)
   AND NOT EXISTS (SELECT FROM pg_default_acl)
   AND NOT EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database())
   AND NOT EXISTS (
        SELECT FROM pg_database d, LATERAL aclexplode(d.datacl) a
        WHERE d.datname = current_database() AND a.grantee NOT IN (0, d.datdba))
