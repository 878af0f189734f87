#!/bin/sh
# A backup of the database and of what residents sent: backup.sh FOLDER
#
# Settings are those of `huiyin serve` (DATABASE_URL, MEDIA_DIR), from the environment. The service
# goes on meanwhile. SECRET_KEY is not in the backup: without it nobody can read what is sealed in
# it, so keep the key elsewhere. A backup older than KEEP_DAYS (35) is removed, because what was
# erased must be gone from the backups too. The last line printed is the new backup's folder.
set -eu
umask 077

[ $# -eq 1 ] || { echo "usage: backup.sh FOLDER" >&2; exit 2; }
: "${DATABASE_URL:?is not set}" "${MEDIA_DIR:=data/media}" "${KEEP_DAYS:=35}"

folder=$1
mkdir -p "$folder"
name=huiyin-$(date -u +%Y%m%dT%H%M%SZ)
arriving=$(mktemp -d "$folder/.arriving-XXXXXX")
trap 'rm -rf "$arriving"' EXIT

# First the database: every photo that it knows of lies in the folder already.
case $DATABASE_URL in
sqlite:///*)
    # Through SQLite itself: a copy of the file alone would miss what is still in its log.
    python3 - "${DATABASE_URL#sqlite:///}" "$arriving/database.sqlite" <<'PYTHON'
import sqlite3
import sys

source = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
copy = sqlite3.connect(sys.argv[2])
source.backup(copy)
copy.execute("PRAGMA journal_mode=DELETE")
(found,) = copy.execute("PRAGMA integrity_check").fetchone()
sys.exit(0 if found == "ok" else f"the copy is broken: {found}")
PYTHON
    ;;
postgresql*)
    # pg_dump knows no driver; the schema says which tables there are, not who owns them.
    pg_dump --dbname="postgresql:${DATABASE_URL#postgresql*:}" --format=custom --no-owner \
        --no-privileges --file="$arriving/database.dump"
    ;;
*)
    echo "DATABASE_URL is neither sqlite:/// nor postgresql:" >&2
    exit 2
    ;;
esac

if [ -d "$MEDIA_DIR" ]; then
    # A photo may be taken away, and a message leave the journal, while the archive is written.
    tar --create --file="$arriving/media.tar" --directory="$MEDIA_DIR" \
        --warning=no-file-changed --warning=no-file-removed --exclude='.arriving-*' \
        --ignore-failed-read . || [ $? -eq 1 ]
fi

(cd "$arriving" && sha256sum ./* >SHA256SUMS)
sync
mv "$arriving" "$folder/$name"
trap - EXIT

find "$folder" -maxdepth 1 -name 'huiyin-*' -type d -mtime "+$KEEP_DAYS" -exec rm -rf {} +
echo "$folder/$name"
