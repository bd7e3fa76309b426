# What a cluster has on the machine beside its processes, and how it goes. Sourced.
runs=/run/hopguard-cluster link=hgcluster network=10.231.79

# end_cluster NUMBER: its processes, and what the kernel has of it
end_cluster() {
    local folder first group
    folder=$(readlink "$runs-$1")
    # A process number can be another one's by now; the folder's name is nobody else's.
    if read -r first 2> /dev/null < "$folder/first.pid" && grep -qaF -- "$folder" "/proc/$first/cmdline" 2> /dev/null; then
        kill -KILL "$first"
        for _ in {1..300}; do
            [ -e "/proc/$first" ] || break
            sleep 0.1
        done
    fi
    ip link delete "$link$1" 2> /dev/null
    ip route delete unreachable "$network.$((4 * $1))/30" metric 4000000000 2> /dev/null
    for group in /sys/fs/cgroup/*/"hopguard-cluster-$1" "/sys/fs/cgroup/hopguard-cluster-$1"; do
        # A group is busy for a moment after its last process.
        for _ in {1..50}; do
            [ -d "$group" ] || break
            find "$group" -depth -type d -exec rmdir {} + 2> /dev/null
            [ ! -d "$group" ] || sleep 0.1
        done
    done
}

# forget_cluster NUMBER: its files, and the link by which its number is taken. The caller has the turn of '/run'.
forget_cluster() {
    rm -rf --one-file-system "$(readlink "$runs-$1")"
    rm -f "$runs-$1"
}

# The caller has the turn of '/run'. A cluster lives as long as its supervisor, which holds the lock in its folder.
clear_dead_clusters() {
    local run
    for run in "$runs"-*; do
        [ -L "$run" ] || continue
        if [ ! -e "$run/lock" ] || flock --nonblock "$run/lock" true; then
            end_cluster "${run##*-}"
            forget_cluster "${run##*-}"
        fi
    done
}

# dead_folders PARENT: folders of clusters that no link names. The caller has the turn of '/run'.
dead_folders() {
    local left run
    for left in "$1"/*; do
        [ -d "$left" ] || continue
        for run in "$runs"-*; do [ ! "$run" -ef "$left" ] || continue 2; done
        echo "$left"
    done
}

# list_remains PARENT: what no running cluster has. The caller has the turn of '/run'.
list_remains() {
    local thing
    for thing in "$runs"-*; do
        if [ -L "$thing" ] && { [ ! -e "$thing/lock" ] || flock --nonblock "$thing/lock" true; }; then echo "cluster '$thing'"; fi
    done
    dead_folders "$1" | sed "s/.*/folder of a cluster '&'/"
    for thing in /sys/fs/cgroup/*/hopguard-cluster-* /sys/fs/cgroup/hopguard-cluster-*; do
        if [ -d "$thing" ] && [ ! -L "$runs-${thing##*-}" ]; then echo "control group '$thing'"; fi
    done
    for thing in "/sys/class/net/$link"*; do
        if [ -e "$thing" ] && [ ! -L "$runs-${thing##*"$link"}" ]; then echo "network device '${thing##*/}'"; fi
    done
    for thing in $(ip -oneline route show type unreachable 2> /dev/null | grep -oE "$network\.[0-9]+/30"); do
        thing=${thing#"$network."}
        [ -L "$runs-$((${thing%/30} / 4))" ] || echo "route to '$network.$thing'"
    done
}
