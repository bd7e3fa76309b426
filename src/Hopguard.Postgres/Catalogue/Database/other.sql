SELECT i.type || ' ' || i.identity, jsonb_build_object('owner', pg_get_userbyid(o.owner), 'detail', o.detail)
FROM (
    SELECT 'pg_cast'::regclass AS class, c.oid AS id, 10::oid AS owner, format('%s %s %s', c.castfunc::regprocedure, c.castcontext, c.castmethod) AS detail FROM pg_cast c
    UNION ALL
    SELECT 'pg_operator'::regclass, p.oid, p.oprowner,
        format('%s %s %s hashes %s merges %s', p.oprcode::regproc, p.oprrest::regproc, p.oprjoin::regproc, p.oprcanhash, p.oprcanmerge) FROM pg_operator p
    UNION ALL
    SELECT 'pg_opclass'::regclass, c.oid, c.opcowner, format('%s %s default %s', format_type(c.opcintype, NULL), format_type(nullif(c.opckeytype, 0), NULL), c.opcdefault) FROM pg_opclass c
    UNION ALL
    SELECT 'pg_opfamily'::regclass, f.oid, f.opfowner, NULL FROM pg_opfamily f
    UNION ALL
    SELECT 'pg_conversion'::regclass, c.oid, c.conowner, format('%s %s %s', c.conforencoding, c.contoencoding, c.conproc::regproc) FROM pg_conversion c
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, c.collowner, format('%s %s %s', c.collprovider, c.collcollate, c.collctype) FROM pg_collation c
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid, c.cfgowner, (
        SELECT string_agg(format('%s %s %s', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno)
        FROM pg_ts_config_map m WHERE m.mapcfg = c.oid) FROM pg_ts_config c
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, d.oid, d.dictowner, d.dictinitoption FROM pg_ts_dict d
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, w.fdwowner, w.fdwoptions::text FROM pg_foreign_data_wrapper w
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, s.oid, s.srvowner, s.srvoptions::text FROM pg_foreign_server s
    UNION ALL
    SELECT 'pg_language'::regclass, l.oid, l.lanowner, format('trusted %s', l.lanpltrusted) FROM pg_language l
) o, LATERAL pg_identify_object(o.class, o.id, 0) i
WHERE o.id >= 16384 AND coalesce(i.schema, '') !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = o.class AND e.objid = o.id AND e.deptype IN ('e', 'i'))
