# copy.sh: makes every folder in /to hold exactly what the folder of that name in /from holds.
set -eu
for target in /to/*; do
    find "$target" -mindepth 1 -delete
    cp -a --reflink=auto --sparse=auto "/from/${target##*/}/." "$target/"
done
