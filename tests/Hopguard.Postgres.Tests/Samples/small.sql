\connect cvat
CREATE TABLE engine_task (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE engine_job (id serial PRIMARY KEY, task_id integer NOT NULL REFERENCES engine_task (id), points text);
INSERT INTO engine_task (name) SELECT 'task ' || n FROM generate_series(1, 1204) n;
INSERT INTO engine_job (task_id, points) SELECT n, repeat(md5(n::text), 40) FROM generate_series(1, 1204) n;
CREATE TABLE django_migrations (id serial PRIMARY KEY, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied timestamptz NOT NULL DEFAULT now());
INSERT INTO django_migrations (app, name) VALUES ('engine', '0059_labeledshape'), ('engine', '0060_alter_label');
CREATE FUNCTION two_lines() RETURNS text LANGUAGE plpgsql AS 'BEGIN
    RETURN ''x'';
END';
