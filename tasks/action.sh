#!/usr/bin/env bash
# What every action for GitHub and every task for Azure Pipelines does. 'prepare' tells where the host of just this content lies, and whether an SDK is missing to build it; 'run' puts it
# there, builds it once and becomes the target. Inputs come as variables HOPGUARD_INPUT_<NAME> and are handed on as arguments: no shell reads what stands in them. 'pack' writes the content
# into the archive that the tasks carry.
set -euo pipefail
export LC_ALL=C DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# What the host of operators is built from; the folder of an action is emptied before the next job, while command lines that a run has printed are typed days later.
parts=(build src tasks analyzers plans build.sh Build.sln global.json Directory.Build.props Directory.Packages.props .editorconfig LICENSE)

files() {
  (cd -- "$root" && find "${parts[@]}" \( -name bin -o -name obj \) -prune -o -type f -print0 | sort -z)
}

content() {
  (cd -- "$root" && files | xargs -0 sha256sum | sha256sum | cut -c 1-16)
}

# An agent of Azure Pipelines has commands of its own.
command_of() {
  case ${TF_BUILD:+azure}:$1 in
    azure:error) echo "##vso[task.logissue type=error;]Hopguard: $2" ;;
    azure:group) echo "##[group]$2" ;;
    azure:endgroup) echo "##[endgroup]" ;;
    :error) echo "::error title=Hopguard::$2" ;;
    :group) echo "::group::$2" ;;
    :endgroup) echo "::endgroup::" ;;
  esac
}

refuse() {
  command_of error "$1"
  exit 1
}

# An SDK that global.json takes, or a host that is built already and a runtime for it.
can_run() {
  command -v dotnet >/dev/null || return 1
  if (cd -- "$root" && dotnet --version) >/dev/null 2>&1; then return 0; fi
  [[ -f $1/build/obj/built ]] && dotnet --list-runtimes | grep -q '^Microsoft\.NETCore\.App 10\.'
}

prepare() {
  local hash folder
  [[ $(uname -s) == Linux ]] || refuse "Hopguard needs a runner with Linux, beside the engine where a deployment is touched"
  hash=$(content)
  folder=${RUNNER_TOOL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/hopguard/$hash
  {
    echo "folder=$folder"
    echo "key=hopguard-$(uname -m)-$hash"
    if can_run "$folder"; then echo "needs-sdk=false"; else echo "needs-sdk=true"; fi
  } >>"$GITHUB_OUTPUT"
}

# One job at a time; whoever comes second finds it built.
build() {
  local folder=$1 turn
  mkdir -p -- "${folder%/*}"
  exec {turn}>"$folder.lock"
  flock "$turn"
  if [[ ! -f $folder/build.sh ]]; then
    rm -rf -- "$folder.new"
    mkdir -- "$folder.new"
    (cd -- "$root" && files | tar --create --null --files-from=- | tar --extract --directory="$folder.new")
    mv -- "$folder.new" "$folder"
  fi
  # Servers that the build starts must not keep the turn.
  command_of group "Hopguard of content ${folder##*/}"
  "$folder/build.sh" --version {turn}>&- || refuse "Hopguard could not be built; the log says why"
  command_of endgroup
  exec {turn}>&-
}

run() {
  local folder=$HOPGUARD_ACTION_HOST summary=$HOPGUARD_ACTION_SUMMARY arguments=() name value option
  unset HOPGUARD_ACTION_HOST HOPGUARD_ACTION_SUMMARY
  case $summary in
    true) ;;
    false) unset GITHUB_STEP_SUMMARY ;;
    *) refuse "Input 'summary' is neither 'true' nor 'false'" ;;
  esac
  for name in "${!HOPGUARD_INPUT_@}"; do
    # A block of YAML ends with a line break that nobody typed.
    value=${!name}
    while [[ $value == *$'\n' ]]; do value=${value%$'\n'}; done
    option=${name#HOPGUARD_INPUT_}
    option=${option//_/-}
    [[ -z $value ]] || arguments+=("--${option,,}=$value")
    unset "$name"
  done
  build "$folder"
  unset LC_ALL
  exec "$folder/build.sh" "${arguments[@]}"
}

# The same content gives the same archive.
pack() {
  (cd -- "$root" && files | tar --create --null --files-from=- --mtime=@0 --owner=0 --group=0 --numeric-owner) | gzip --no-name >"$1"
}

case ${1:-} in
  prepare) prepare ;;
  run) run ;;
  pack) pack "$2" ;;
  *) refuse "'action.sh' is called by the actions and tasks, with 'prepare' or 'run'" ;;
esac
