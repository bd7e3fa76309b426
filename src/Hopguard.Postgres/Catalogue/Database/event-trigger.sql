SELECT quote_ident(t.evtname), jsonb_build_object(
    'owner', pg_get_userbyid(t.evtowner),
    'event', t.evtevent,
    'function', t.evtfoid::regprocedure,
    'tags', t.evttags::text,
    'enabled', nullif(t.evtenabled::text, 'O'))
FROM pg_event_trigger t
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
