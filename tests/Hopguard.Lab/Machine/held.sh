#!/bin/bash
# held.sh LOCK FOLDER COMMAND...
# Runs a command, one at a time for LOCK, until it ends or standard input closes, which it does when the process that holds it dies. Then nothing that the command has started runs, and FOLDER,
# where it works, is gone.
set -u
lock=$1 folder=$2
shift 2
exec 3<&0 < /dev/null 9> "$lock"
# In the background, so that waiting for the turn ends with the input too.
clean() {
    chmod -R u+w "$folder" 2> /dev/null
    rm -rf --one-file-system "$folder"
}
work() {
    flock 9 && clean && mkdir -p "$folder" || exit 3
    # The namespace ends with its first process.
    exec setpriv --pdeathsig KILL unshare --pid --fork --kill-child --mount-proc "$@"
}
work "$@" 3<&- >&2 &
command=$!
{
    while read -r _ <&3; do :; done
    kill -KILL "$command"
} 9>&- &
watch=$!
exec 3<&-
wait "$command" 2> /dev/null
code=$?
kill "$watch" 2> /dev/null
! flock --nonblock 9 || clean
exit "$code"
