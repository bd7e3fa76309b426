SELECT format('%s %s (%s)', i.type, i.identity, s.provider), jsonb_build_object('label', s.label)
FROM pg_seclabel s, LATERAL pg_identify_object(s.classoid, s.objoid, s.objsubid) i
