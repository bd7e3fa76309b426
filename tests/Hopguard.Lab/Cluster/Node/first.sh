#!/bin/bash
# first.sh FOLDER
# The first process in the namespaces of a cluster: gives them folders, limits and addresses of their own. All that runs in them ends with it.
set -e
folder=$1
mount --make-rshared /
# What kubelet sets for a whole machine it finds set already.
for value in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
    seen="$folder/sysctl/${value%%=*}"
    mkdir -p "${seen%/*}"
    echo "${value#*=}" > "$seen"
    mount --bind "$seen" "/proc/sys/${value%%=*}"
done
for part in run:/run lib:/var/lib log:/var/log; do
    mkdir -p "$folder/${part%%:*}"
    mount --bind "$folder/${part%%:*}" "${part#*:}"
done
mkdir -p /run/lock

# Services are reached by a default route, even though nothing is behind it.
ip link set lo up
ip link add node0 type veth peer name node1
ip address add 10.231.77.2/24 dev node0
ip link set node1 up
ip link set node0 up
ip route add default via 10.231.77.1 dev node0
sysctl -qw net.ipv4.ip_forward=1
hostname lab
touch "$folder/unshared"
trap 'exit 0' TERM
while :; do
    sleep 86400 &
    wait $!
done
