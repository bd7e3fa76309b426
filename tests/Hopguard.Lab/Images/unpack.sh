#!/bin/bash
# unpack.sh APT FOLDER SUITE CONTEXT "PACKAGES OF THE PARENTS" < the image's own list
# Makes CONTEXT/rootfs.tar from the files of the listed Debian packages and of all they need, less what the parents already hold.
# Packages are unpacked, not installed: no maintainer script runs, so what such a script would do stands in finish.sh of the image.
# A line '-name' leaves a package out although another one asks for it.
set -euo pipefail
apt=$1 folder=$2 suite=$3 context=$4 parents=$5
wanted=() unwanted=()
while read -r line; do
    case $line in '' | '#'*) ;; -*) unwanted+=("${line#-}") ;; *) wanted+=("$line") ;; esac
done

closure() {
    [ $# -gt 0 ] || return 0
    bash "$apt" "$folder" "$suite" -qq --print-uris --no-install-recommends install -y "$@" | awk '{ print $2 }' | sort
}

debs=$folder/debs root=$context/rootfs
rm -rf "$root" && mkdir -p "$debs" "$root"
# shellcheck disable=SC2086
closure $parents > "$context/inherited"
# shellcheck disable=SC2086
closure $parents "${wanted[@]}" | comm -13 "$context/inherited" - > "$context/needed"
for name in "${unwanted[@]}"; do sed -i "/^${name}_/d" "$context/needed"; done

# Names are as in the archive: package_version_architecture.deb, with the colon of an epoch escaped.
mapfile -t missing < <(while read -r deb; do [ -e "$debs/$deb" ] || echo "$deb"; done < "$context/needed" | sed 's/%3a/:/; s/_/=/; s/_[^_]*$//')
if [ ${#missing[@]} -gt 0 ]; then
    fetched=$(mktemp -d "$debs/fetching-XXXXXX")
    (cd "$fetched" && bash "$apt" "$folder" "$suite" -qq download "${missing[@]}")
    mv "$fetched"/*.deb "$debs/" && rmdir "$fetched"
fi

# Debian 12 is a merged /usr: packages still carry /lib and /bin, which must land behind these links.
for part in bin sbin lib lib64; do mkdir -p "$root/usr/$part" && ln -s "usr/$part" "$root/$part"; done
while read -r deb; do
    dpkg-deb --fsys-tarfile "$debs/$deb" | tar -x -C "$root" --keep-directory-symlink \
        --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/info' --exclude='./usr/share/locale' \
        --exclude='./usr/share/lintian' --exclude='./usr/lib/*/gconv' --exclude='./usr/lib/postgresql/*/lib/bitcode' --exclude='./usr/share/perl*'
done < "$context/needed"
if [ -e "$context/finish.sh" ]; then
    cp "$context/finish.sh" "$root/"
    chroot "$root" /bin/bash /finish.sh
    rm "$root/finish.sh"
fi
if [ -n "$parents" ]; then rm "$root"/{bin,sbin,lib,lib64}; fi
tar -c --numeric-owner -C "$root" -f "$context/rootfs.tar" .
rm -rf "$root"
