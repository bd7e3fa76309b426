#!/bin/bash
# pg_dump of 15 on a server of 10, made to say what that of 10 says: the clause by which 15 creates a database is a syntax error to 10. Only directory dumps, the kind
# that are restored into 10 here, are put right; texts in their table of contents have a length in front, so the new clause is padded to that of the old one. The
# character type needs no clause of its own: a cluster of the lab has one locale.
set -euo pipefail
/usr/lib/postgresql/15/bin/pg_dump "$@"

folder=
for argument; do case $argument in --file=*) folder=${argument#--file=} ;; esac; done
[ -f "$folder/toc.dat" ] || exit 0
old=$(LC_ALL=C grep -aom 1 " LOCALE_PROVIDER = libc LOCALE = '[^']*'" "$folder/toc.dat") || exit 0
new=$(printf "%-${#old}s" " LC_COLLATE = '$(cut -d "'" -f 2 <<< "$old")'")
LC_ALL=C sed -i "s/$old/$new/" "$folder/toc.dat"
