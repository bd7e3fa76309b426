#!/bin/bash
# The entry point of both PostgreSQL images: an own reading of how the official images behave, seen from outside.
# First start: initdb, then a server on the socket only, which creates the database and runs the scripts; then the real server.
set -Eeo pipefail

from_file() { # a setting may be given as NAME or as a file named by NAME_FILE
    local name=$1 file=${1}_FILE
    if [ -n "${!name:-}" ] && [ -n "${!file:-}" ]; then
        echo "error: both $name and $file are set" >&2
        exit 1
    fi
    [ -z "${!file:-}" ] || export "$name=$(< "${!file}")"
    unset "$file"
}

prepare_folders() {
    mkdir -p "$PGDATA" && chmod 00700 "$PGDATA"
    find "$PGDATA" \! -user postgres -exec chown postgres {} +
    mkdir -p /run/postgresql && chmod 2777 /run/postgresql && chown postgres: /run/postgresql
}

refuse_open_server() {
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
        echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
        echo '       Set POSTGRES_PASSWORD, or POSTGRES_HOST_AUTH_METHOD=trust to let everybody in.' >&2
        exit 1
    fi
}

initialise() {
    local secret
    secret=$(mktemp) && printf '%s\n' "$POSTGRES_PASSWORD" > "$secret"
    eval "initdb --username=\"\$POSTGRES_USER\" ${POSTGRES_PASSWORD:+--pwfile=\"\$secret\"} $POSTGRES_INITDB_ARGS"
    rm "$secret"
    local method=${POSTGRES_HOST_AUTH_METHOD:-$(postgres -C password_encryption)}
    [ "$method" != on ] || method=md5 # PostgreSQL 10 answers with a boolean
    printf '\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"
}

ask() { PGHOST= PGHOSTADDR= psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" "$@"; }

run_scripts() {
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
            *.sql) ask --dbname "$POSTGRES_DB" -f "$file" ;;
            *.sql.gz) gunzip -c "$file" | ask --dbname "$POSTGRES_DB" ;;
        esac
    done
}

first_start() {
    refuse_open_server
    initialise
    export PGPASSWORD=$POSTGRES_PASSWORD
    pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
    [ "$POSTGRES_DB" = postgres ] || ask --dbname postgres -v name="$POSTGRES_DB" <<< 'CREATE DATABASE :"name";'
    run_scripts
    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

only_asks() { # postgres --version and its like need no database
    local argument
    for argument; do case $argument in -\? | --help | --describe-config | -V | --version) return 0 ;; esac; done
    return 1
}

case ${1:-} in -*) set -- postgres "$@" ;; esac
if [ "${1:-}" = postgres ] && ! only_asks "$@"; then
    if [ "$(id -u)" = 0 ]; then
        prepare_folders
        exec setpriv --reuid postgres --regid postgres --clear-groups "$0" "$@"
    fi
    for name in POSTGRES_PASSWORD POSTGRES_USER POSTGRES_DB POSTGRES_INITDB_ARGS; do from_file $name; done
    : "${POSTGRES_USER:=postgres}"
    : "${POSTGRES_DB:=$POSTGRES_USER}"
    export POSTGRES_USER POSTGRES_DB POSTGRES_PASSWORD
    if [ -s "$PGDATA/PG_VERSION" ]; then
        printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    else
        first_start
    fi
fi
exec "$@"
