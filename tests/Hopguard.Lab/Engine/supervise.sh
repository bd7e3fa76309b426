#!/bin/bash
# supervise.sh RUN DATA BRIDGE ADDRESS LOCK PROGRAMS
# Starts an engine of the lab's own and stops it when the last process that uses it is gone, however that process ended.
# PROGRAMS goes before PATH: empty, or folders, each with a colon behind it.
# RUN/users holds one file per user, named PID.ANYTHING, with the start time of that process; starters change it only while they hold LOCK.
set -u
run=$1 data=$2 bridge=$3 address=$4 lock=$5
export PATH=$6$PATH

mkdir -p "$run/users" "$data"
echo $$ > "$run/supervisor.pid"

end_engine() { # SIGTERM stops containers first, which takes up to their stop time-out
    local pid=$1 waited=0
    kill -TERM "$pid" 2> /dev/null
    while kill -0 "$pid" 2> /dev/null && [ "$waited" -lt 300 ]; do sleep 0.1; waited=$((waited + 1)); done
    kill -KILL "$pid" 2> /dev/null
}

used() {
    local file pid start stat
    for file in "$run"/users/*; do
        [ -e "$file" ] || continue
        pid=${file##*/} pid=${pid%%.*}
        # The start time is the 20th field behind the command's name, which may itself hold blanks and parentheses.
        start=
        read -r start 2> /dev/null < "$file"
        read -r stat 2> /dev/null < "/proc/$pid/stat" && read -ra stat <<< "${stat##*) }" && [ "${stat[19]}" = "$start" ] && return 0
    done
    return 1
}

# Left by a supervisor that was killed itself.
if [ -s "$run/engine.pid" ] && grep -qaF -- "$data" "/proc/$(< "$run/engine.pid")/cmdline" 2> /dev/null; then end_engine "$(< "$run/engine.pid")"; fi
rm -f "$run/engine.pid" "$run/docker.sock"

grep -q ' cgroup' /proc/mounts || mount -t cgroup2 cgroup2 /sys/fs/cgroup
ip link show "$bridge" > /dev/null 2>&1 || ip link add name "$bridge" type bridge
ip address replace "$address" dev "$bridge"
ip link set "$bridge" up

# Two engines would share the host's packet filter and each would take the other's rules away, so this one has none of its own: the lab needs no way out,
# only host and containers to reach each other. Where bridges pass through the filter and another engine's policy drops, one rule lets them.
rule=(FORWARD -m physdev --physdev-is-bridged -m comment --comment "hopguard-lab $bridge" -j ACCEPT)
forget_rule() { while iptables -D "${rule[@]}" 2> /dev/null; do :; done; }
forget_rule
iptables -I "${rule[@]}" 2> /dev/null

# Engines take the first range of the default pools that no route of the host has: two that look at the same time take the same one, and then only one of them reaches its containers.
# So each has ranges of its own, before the default ones. Given pools, dockerd 20.10 removes 'docker0' when it starts: where there is one, it is somebody else's and stays.
pools='{"base": "192.168.0.0/16", "size": 20}, {"base": "172.16.0.0/12", "size": 16}'
if ip link show docker0 > /dev/null 2>&1; then echo '{}'; else echo "{\"default-address-pools\": [{\"base\": \"${address%.*.*}.0.0/16\", \"size\": 24}, $pools]}"; fi > "$run/daemon.json"
# It starts itself anew several times for each container, and collects garbage then before there is any.
GOGC=400 dockerd --config-file "$run/daemon.json" --data-root "$data" --exec-root "$run/exec" --pidfile "$run/engine.pid" --host "unix://$run/docker.sock" \
    --bridge "$bridge" --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --log-level warn > "$data.log" 2>&1 < /dev/null &
engine=$!

stop() {
    end_engine "$engine"
    forget_rule
    ip link delete "$bridge" 2> /dev/null
    rm -rf --one-file-system "$run"
    exit 0
}
trap stop TERM INT HUP

# A pipe that nobody writes to, to wait at without starting a process each second.
exec 8<> <(:) 9> "$lock"
while kill -0 "$engine" 2> /dev/null; do
    read -rt 1 -u 8
    used && continue
    flock 9
    used || stop
    flock -u 9
done
stop
