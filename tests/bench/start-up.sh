#!/usr/bin/env bash
# Seconds from start to the first byte of output: the host by itself, through build.sh, and through the stock Cake tool. Minimum, median and maximum, taken in
# turns so that a busy machine is busy for all of them alike. Goals: the host under 0.7 s, 'dotnet cake' under 2.5 s.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

runs=${1:-9}
dotnet tool restore >/dev/null
./build.sh --target=ValidatePlans >/dev/null   # builds when out of date
dotnet cake --tree >/dev/null                  # fills Cake's script cache

declare -A commands=(
  [host]='dotnet build/bin/Release/net10.0/hopguard.dll --tree'
  [build.sh]='./build.sh --tree'
  ['dotnet cake']='dotnet cake --tree'
)
declare -A times=()
for ((i = 0; i < runs; i++)); do
  for name in "${!commands[@]}"; do
    start=$(date +%s%N)
    # The reader ends at the first byte, so the writer's broken pipe is no failure.
    { ${commands[$name]} || true; } 2>/dev/null | head -c 1 >/dev/null
    times[$name]+="$((($(date +%s%N) - start) / 1000000)) "
  done
done

printf '%-12s %8s %8s %8s\n' '' minimum median maximum
for name in "${!commands[@]}"; do
  # shellcheck disable=SC2086 # words are what is wanted
  mapfile -t sorted < <(printf '%s\n' ${times[$name]} | sort -n)
  printf '%-12s %6d ms %6d ms %6d ms\n' "$name" "${sorted[0]}" "${sorted[$((runs / 2))]}" "${sorted[-1]}"
done
