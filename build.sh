#!/usr/bin/env bash
# Builds the host when a source is newer than it, and becomes the host: arguments, terminal, signals and exit code are its own. build.ps1 does the same.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
host=$root/build/bin/Release/net10.0/hopguard.dll
stamp=$root/build/obj/built

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The command lines that are proposed begin as the one that was typed did.
export HOPGUARD_STARTED_AS=${HOPGUARD_STARTED_AS:-./build.sh}

# Every file that the host is made of; the list itself is kept too, since a deleted file is newer than nothing.
sources() {
  cd -- "$root"
  find build tasks devtasks src analyzers plans tests/Hopguard.Accuracy tests/Hopguard.Lab Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj \) -prune -o \
    -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.yaml' -o -name '*.json' -o -path 'tests/Hopguard.Lab/*' \) "$@" 2>/dev/null || true
}

# What a build is made from: the files, and the switches that MSBuild takes from the environment.
inputs() {
  printf '%s\n' "UseCakeFrostingPackage=${UseCakeFrostingPackage:-}" "CompileAhead=${CompileAhead:-}" "DeveloperTasks=${DeveloperTasks:-}"
  (sources -print)
}

is_current() {
  [[ -f $host && -f $stamp && -z $(sources -newer "$stamp" -print -quit) && $(inputs) == "$(<"$stamp")" ]]
}

if ! is_current; then
  if ! command -v dotnet >/dev/null; then
    echo "Error: '.NET SDK 10' is not installed or not on the PATH" >&2
    exit 1
  fi
  if [[ -f $host ]]; then
    echo "Building Hopguard, since its sources changed: about half a minute" >&2
  else
    echo "Building Hopguard, this once: about two minutes, more where packages have to be fetched" >&2
  fi
  mkdir -p -- "${stamp%/*}"
  # Of two that are started at once the second waits, and finds what the first has built. Servers that the build starts must not keep the turn.
  exec {turn}>"$stamp.lock"
  if command -v flock >/dev/null; then
    flock "$turn"
  fi
  if ! is_current; then
    # Taken before the build: what changes while it runs is built the next time.
    inputs >"$stamp.new"
    # The compiler runs for minutes: instrumenting its code costs 40 % more of them than it earns back.
    log=$(DOTNET_TieredPGO=0 dotnet build "$root/build/Build.csproj" --configuration Release --verbosity quiet -nologo -consoleLoggerParameters:NoSummary 2>&1 {turn}>&-) || {
      printf '%s\n' "$log" >&2
      echo "Error: Hopguard could not be built" >&2
      exit 1
    }
    mv -- "$stamp.new" "$stamp"
    echo "Hopguard is built, after $SECONDS s" >&2
  fi
  exec {turn}>&-
fi

exec dotnet "$host" "$@"
