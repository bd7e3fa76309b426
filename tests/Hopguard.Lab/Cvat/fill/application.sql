-- Rows of the application: the same for the same sizes, whenever and wherever they are made.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL timezone = 'UTC';

INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined, last_login)
SELECT i, 'pbkdf2_sha256$260000$' || md5('salt' || i), i = 1, CASE i WHEN 1 THEN 'admin' ELSE 'annotator' || i END,
       (ARRAY['Ada', 'Дарья', '花子', 'Zoë', 'محمد'])[1 + i % 5], (ARRAY['O''Neil', 'Ünal', '山田', 'da Silva', ''])[1 + i % 5], 'user' || i || '@example.org', i < 5, i % 7 <> 0,
       timestamptz '2021-03-28 00:59:59.123456+00' + i * interval '1 hour', CASE WHEN i % 3 = 0 THEN NULL ELSE timestamptz '2022-10-30 01:30+00' + i * interval '1 minute' END
FROM generate_series(1, 200) AS i;

\if :since_2_2_0
INSERT INTO organizations_organization (id, slug, name, description, contact, created_date, owner_id)
SELECT i, 'org-' || i, 'Organisation ' || i, E'first line\nsecond line', jsonb_build_object('email', 'org' || i || '@example.org', 'phones', jsonb_build_array(i, NULL)), '2022-01-01', i
FROM generate_series(1, 10) AS i;
\endif

INSERT INTO engine_data (id, chunk_size, size, image_quality, frame_filter, storage, storage_method, compressed_chunk_type, original_chunk_type
\if :since_2_2_0
    , sorting_method, deleted_frames
\endif
)
SELECT i, CASE WHEN i % 5 = 0 THEN NULL ELSE 36 END, 100, 70, '', 'local', CASE WHEN i % 20 = 0 THEN 'file_system' ELSE 'cache' END, 'imageset', 'imageset'
\if :since_2_2_0
    , 'natural', CASE WHEN i % 9 = 0 THEN '1,5,7' ELSE '' END
\endif
FROM generate_series(1, 300) AS i;
INSERT INTO engine_serverfile (file, data_id) SELECT 'share/写真 ' || i || '.jpg', i FROM generate_series(1, 50) AS i;
INSERT INTO engine_image (path, frame, width, height, data_id)
SELECT 'images/写真 ' || frame || '.jpg', frame, 1920, 1080, data FROM generate_series(1, 300) AS data, generate_series(0, 9) AS frame;

INSERT INTO engine_project (id, name, bug_tracker, status, created_date, updated_date, owner_id
\if :since_2_2_0
    , organization_id
\endif
)
SELECT i, 'Project ' || i || (ARRAY['', ' "quoted"', ' プロジェクト', E' tab\there', ' \backslash'])[1 + i % 5], '', 'annotation', '2022-02-02', '2022-05-05', 1 + i % 200
\if :since_2_2_0
    , nullif(i % 11, 0)
\endif
FROM generate_series(1, 40) AS i;
INSERT INTO engine_task (id, name, mode, subset, overlap, segment_size, created_date, updated_date, data_id, project_id, owner_id)
SELECT i, 'Task ' || i, 'annotation', (ARRAY['', 'Train', 'Test'])[1 + i % 3], nullif(i % 4, 0), 50, '2022-03-03', '2022-06-06', i, nullif(i % 41, 0), 1 + i % 200 FROM generate_series(1, 300) AS i;
INSERT INTO engine_segment (id, start_frame, stop_frame, task_id) SELECT i, (i % 2) * 50, (i % 2) * 50 + 49, (i + 1) / 2 FROM generate_series(1, 600) AS i;
INSERT INTO engine_job (id, stage, state, updated_date, assignee_id, segment_id)
SELECT i, 'annotation', (ARRAY['new', 'in progress', 'completed'])[1 + i % 3], CASE WHEN i % 2 = 0 THEN timestamptz '2022-07-07 07:07:07.000001+00' END, nullif(i % 201, 0), i FROM generate_series(1, 600) AS i;
INSERT INTO engine_label (id, name, color, type, project_id, task_id
\if :since_2_2_0
    , parent_id
\endif
)
SELECT i, (ARRAY['car', 'person', 'кот', '猫', 'œuf'])[1 + i % 5] || i, '#' || left(md5(i::text), 6), 'any', CASE WHEN i % 2 = 0 THEN 1 + i % 40 END, CASE WHEN i % 2 = 1 THEN 1 + i % 300 END
\if :since_2_2_0
    , CASE WHEN i > 100 AND i % 10 = 0 THEN i - 100 END
\endif
FROM generate_series(1, 400) AS i;
INSERT INTO engine_attributespec (id, name, mutable, input_type, default_value, "values", label_id)
SELECT i, 'attribute ' || i, i % 2 = 0, 'select', 'a', E'a\nb\nc', 1 + i % 400 FROM generate_series(1, 800) AS i;

INSERT INTO engine_labeledshape (id, frame, "group", source, type, occluded, z_order, points, rotation
\if :since_2_2_0
    , outside
\endif
    , job_id, label_id)
SELECT i, i % 100, nullif(i % 6, 0), 'manual', (ARRAY['rectangle', 'polygon', 'polyline', 'points'])[1 + i % 4], i % 3 = 0, i % 5,
       (i % 1920) + 0.25 || ',' || (i % 1080) + 0.5 || ',' || (i * 7 % 1920) || '.' || i % 1000 || ',' || (i * 13 % 1080) || '.75' || CASE WHEN i % 4 = 1 THEN ',' || repeat(i % 100 || '.5,', 8) || '1' ELSE '' END,
       CASE i % 97 WHEN 0 THEN 360.0 / (i % 360 + 1) ELSE 0 END
\if :since_2_2_0
    , i % 50 = 0
\endif
    , 1 + i % 600, 1 + i % 400
FROM generate_series(1, :shapes) AS i;
INSERT INTO engine_labeledshapeattributeval (value, shape_id, spec_id)
SELECT CASE WHEN i % 10 = 0 THEN '値 ' || i ELSE md5(i::text) END, i, 1 + i % 800 FROM generate_series(1, :shapes, 3) AS i;
INSERT INTO engine_trackedshape (frame, outside, points, job_id)
SELECT i % 100, i % 9 = 0, ARRAY[i / 3.0, sqrt(i), 1e-5 * i, -i, ln(i)]::float8[], 1 + i % 600 FROM generate_series(1, :shapes / 6) AS i;
INSERT INTO engine_trackedshape (frame, outside, points, job_id) VALUES
    (0, false, '{NaN,Infinity,-Infinity,-0,0}', 1), (1, true, '{4.9406564584124654e-324,2.2250738585072014e-308,1.7976931348623157e+308}', 1),
    (2, false, '{}', 2), (3, false, '[0:1]={0.1,0.2}', 3), (4, false, '{{1,2},{3,4}}', 4), (5, false, '{0.30000000000000004,9007199254740993}', 5);
INSERT INTO engine_issue (id, frame, "position", resolved, created_date, job_id, owner_id)
SELECT i, i % 100, CASE WHEN i % 4 = 0 THEN NULL ELSE ARRAY[i, NULL, i / 7.0]::float8[] END, i % 2 = 0, '2022-08-08', 1 + i % 600, nullif(i % 201, 0) FROM generate_series(1, 500) AS i;
INSERT INTO engine_comment (message, created_date, issue_id)
SELECT CASE i % 5 WHEN 0 THEN E'two\nlines' WHEN 1 THEN E'carriage\r\nreturn' WHEN 2 THEN 'emoji 🚀 and combining é' WHEN 3 THEN '\N is not null' ELSE E'\\.' END, '2022-09-09', 1 + i % 500 FROM generate_series(1, 1000) AS i;
\if :jobcommits
INSERT INTO engine_jobcommit (scope, "timestamp", data, job_id, author_id)
SELECT 'create', timestamptz '2022-09-01+00' + i * interval '1 second', jsonb_build_object('n', i, 'nested', jsonb_build_object('ключ', ARRAY[i, i * 2])), 1 + i % 600, 1 + i % 200 FROM generate_series(1, 2000) AS i;
\endif

-- As a running application leaves them: at the highest number used, some far beyond (rows were deleted).
SELECT setval(pg_get_serial_sequence(name, 'id'), highest + gap)
FROM (VALUES ('auth_user', 200, 0), ('engine_data', 300, 0), ('engine_project', 40, 7), ('engine_task', 300, 0), ('engine_segment', 600, 0), ('engine_job', 600, 0),
             ('engine_label', 400, 12345), ('engine_attributespec', 800, 0), ('engine_issue', 500, 0), ('engine_labeledshape', :shapes, 3000000000)) AS used (name, highest, gap);
\if :since_2_2_0
SELECT setval(pg_get_serial_sequence('organizations_organization', 'id'), 100);
\endif
COMMIT;
