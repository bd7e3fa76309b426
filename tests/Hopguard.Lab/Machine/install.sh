#!/bin/bash
# install.sh PACKAGES...
# Installs packages without letting them start services: the lab starts the engine that it needs itself.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
apt-get -q update > /dev/null
apt-get -q install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
