#!/bin/bash
# supervise.sh FOLDER
# Holds the namespaces of a cluster while its standard input is open, and removes everything that the cluster had when it closes: by the owner or by the owner's death.
# Prints 'ready NUMBER PID', or nothing and ends with another code than 0. Clusters are numbered on the machine by links '/run/hopguard-cluster-NUMBER' to their folders.
set -u
folder=$1 here=$(dirname "$(realpath "$0")")
. "$here/remains.sh"

# Folder, lock and link come in one turn, so a folder without them is what somebody who died has left.
exec 8< /run
flock 8
clear_dead_clusters
dead_folders "$(dirname "$folder")" | xargs --no-run-if-empty --delimiter='\n' rm -rf --one-file-system
mkdir -p "$folder/logs" && mkdir -m 700 "$folder/keys" || exit 3
exec 9> "$folder/lock"
flock --nonblock 9 || exit 3
number=0
until ln --symbolic --no-target-directory "$folder" "$runs-$number" 2> /dev/null; do
    number=$((number + 1))
    [ "$number" -lt 64 ] || { echo "64 clusters run on this machine" >&2; exit 4; }
done
flock --unlock 8
exec 8<&-
leave() {
    end_cluster "$number"
    exec 8< /run
    flock 8
    forget_cluster "$number"
}
trap leave EXIT
trap 'exit 0' TERM INT HUP

# The pods' groups lie in one of the cluster's own: a kubelet removes what it finds beside its pods, another cluster's included.
for groups in $(awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts); do
    mkdir "$groups/hopguard-cluster-$number" 2> /dev/null || continue
    for set in cpus mems; do
        [ ! -e "$groups/cpuset.$set" ] || cat "$groups/cpuset.$set" > "$groups/hopguard-cluster-$number/cpuset.$set"
    done
done

setpriv --pdeathsig KILL unshare --mount --net --pid --uts --ipc --fork --mount-proc --kill-child \
    bash "$here/first.sh" "$folder" 9>&- > "$folder/logs/first.log" 2>&1 < /dev/null &
unshared=$!
until [ -e "$folder/unshared" ]; do
    kill -0 "$unshared" 2> /dev/null || { cat "$folder/logs/first.log" >&2; exit 5; }
    sleep 0.05
done
first=$(pgrep --parent "$unshared")
echo "$first" > "$folder/first.pid"

# Should the link fail or end, nothing that is meant for the cluster may leave the machine by its default route.
ip route replace unreachable "$network.$((4 * number))/30" metric 4000000000
ip link add "$link$number" type veth peer name up0 netns "$first" || exit 6
ip address add "$network.$((4 * number + 1))/30" dev "$link$number"
ip link set "$link$number" up
nsenter --target "$first" --net sh -c "ip address add $network.$((4 * number + 2))/30 dev up0 && ip link set up0 up" || exit 6

echo "ready $number $first"
while read -r _; do :; done
