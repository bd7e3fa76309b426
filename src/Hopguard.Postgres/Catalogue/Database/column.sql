-- A child table's columns may legally move behind those of its parent in a restore, so only other relations have a position.
SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname), jsonb_build_object(
    'position', CASE WHEN c.relispartition OR NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
        THEN row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) END,
    'type', format_type(a.atttypid, a.atttypmod),
    'not null', nullif(a.attnotnull, false),
    'default', pg_get_expr(d.adbin, d.adrelid),
    'identity', nullif(a.attidentity::text, ''),
    'generated', nullif(to_jsonb(a) ->> 'attgenerated', ''),
    'collation', CASE WHEN a.attcollation <> t.typcollation THEN (
        SELECT format('%I.%I', cn.nspname, co.collname) FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
    'storage', CASE WHEN a.attstorage <> t.typstorage AND c.relkind IN ('r', 'p', 'm') THEN a.attstorage::text END,
    'statistics target', nullif(a.attstattarget, -1),
    'options', a.attoptions::text,
    'foreign options', a.attfdwoptions::text)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
