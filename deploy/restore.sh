#!/bin/sh
# A backup back into an empty database and an empty folder: restore.sh BACKUP
#
# Settings are those of `huiyin serve` (DATABASE_URL, MEDIA_DIR, SECRET_KEY), from the environment.
# Nothing may be served meanwhile. What is there already is never overwritten. At the end the tables
# are brought to the installed version, the key is tried, and what may have been sent since the
# backup is held back (`huiyin restored`).
set -eu
umask 077

[ $# -eq 1 ] || { echo "usage: restore.sh BACKUP" >&2; exit 2; }
: "${DATABASE_URL:?is not set}" "${MEDIA_DIR:=data/media}"

backup=$1
(cd "$backup" && sha256sum --check --quiet SHA256SUMS)

if [ -d "$MEDIA_DIR" ] && [ -n "$(ls -A "$MEDIA_DIR")" ]; then
    echo "$MEDIA_DIR is not empty: restore into a new folder" >&2
    exit 1
fi

case $DATABASE_URL in
sqlite:///*)
    file=${DATABASE_URL#sqlite:///}
    if [ -e "$file" ]; then
        echo "$file exists: restore into a new one" >&2
        exit 1
    fi
    [ -e "$backup/database.sqlite" ] || { echo "this is no backup of SQLite" >&2; exit 1; }
    mkdir -p "$(dirname "$file")"
    cp "$backup/database.sqlite" "$file"
    ;;
postgresql*)
    [ -e "$backup/database.dump" ] || { echo "this is no backup of PostgreSQL" >&2; exit 1; }
    address=postgresql:${DATABASE_URL#postgresql*:}
    tables=$(psql --dbname="$address" --no-psqlrc --tuples-only --no-align --command \
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    if [ "$tables" != 0 ]; then
        echo "the database is not empty: restore into a new one" >&2
        exit 1
    fi
    pg_restore --dbname="$address" --no-owner --no-privileges --exit-on-error \
        --single-transaction "$backup/database.dump"
    ;;
*)
    echo "DATABASE_URL is neither sqlite:/// nor postgresql:" >&2
    exit 2
    ;;
esac

if [ -e "$backup/media.tar" ]; then
    mkdir -p "$MEDIA_DIR"
    tar --extract --file="$backup/media.tar" --directory="$MEDIA_DIR"
fi

huiyin migrate
huiyin restored
