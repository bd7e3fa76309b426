#!/bin/bash
# apt.sh FOLDER SUITE COMMAND...
# Runs apt of this machine against one Debian suite, with every piece of state in FOLDER: nothing the machine has or wants is read or changed.
# The mirror is the one that the machine's own apt configuration names (or HOPGUARD_LAB_MIRROR); only the suite differs.
# The lists of source packages are fetched for the command 'source' alone, into a folder beside: they are as large as the others.
set -euo pipefail
folder=$1/$2 suite=$2 type=deb lists=Packages
shift 2
if [[ " $* " == *' source '* ]]; then folder+=-source type=deb-src lists=Sources; fi
mkdir -p "$folder"
exec 8> "$folder/lock"
flock 8

# Keyrings that this machine's apt trusts, whether its sources name them or not.
keyrings() {
    {
        ls /etc/apt/trusted.gpg.d/*.gpg /etc/apt/trusted.gpg.d/*.asc /usr/share/keyrings/debian-archive-keyring.gpg
        grep -rhoiE 'signed-by[:=] *[^] ]+' /etc/apt/sources.list /etc/apt/sources.list.d | sed -E 's/^[^:=]*[:=] *//' | tr ',' '\n'
    } 2> /dev/null | while read -r key; do [ ! -s "$key" ] || echo "$key"; done | sort -u | paste -sd,
}

mirrors() {
    if [ -n "${HOPGUARD_LAB_MIRROR:-}" ]; then
        echo "$HOPGUARD_LAB_MIRROR"
        return
    fi
    . /etc/os-release
    apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' 2> /dev/null |
        sed -n "s/|$VERSION_CODENAME|main\$//p" | sort -u
}

apt() {
    apt-get -o "Dir::State=$folder/state" -o "Dir::State::status=$folder/installed" -o "Dir::Cache=$folder/cache" \
        -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root \
        -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
        -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false -o Acquire::Retries=3 "$@"
}

# Lists older than half a day may name files that the mirror no longer has.
if [ -z "$(find "$folder/ready" -mmin -720 2> /dev/null)" ]; then
    mkdir -p "$folder/state/lists/partial" "$folder/cache/archives/partial"
    : > "$folder/installed"
    mirrors | sed "s|.*|$type [signed-by=$(keyrings)] & $suite main|" > "$folder/sources.list"
    # apt is content with a mirror that does not answer.
    if ! apt -q update > "$folder/log" 2>&1 || ! compgen -G "$folder/state/lists/*_${lists}*" > /dev/null; then
        tail -n 3 "$folder/log" >&2
        echo "no mirror of Debian '$suite' with packages of type '$type' is known to apt on this machine: set HOPGUARD_LAB_MIRROR to the address of one" >&2
        exit 4
    fi
    touch "$folder/ready"
fi
apt "$@"
