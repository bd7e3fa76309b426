# copy.sh FROM TO...: makes each folder TO hold exactly what the folder FROM before it holds.
set -eu
while [ $# -gt 0 ]; do
    find "$2" -mindepth 1 -delete
    cp -a --reflink=auto --sparse=auto "$1/." "$2/"
    shift 2
done
