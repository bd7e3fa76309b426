#!/bin/bash
# build.sh APT FOLDER SUITE TARGET PACKAGES WORK
# Makes TARGET with Kubernetes, from Debian's source package by Debian's Go, and with the unpacked packages that it needs; nothing is installed on the machine.
# Takes 2.3 GB in WORK, which the caller removes. TARGET appears in one move, so one that exists is whole.
set -euo pipefail
apt=$1 folder=$2 suite=$3 target=$4 list=$5 work=$6 here=$(dirname "$(realpath "$0")")
[ ! -e "$target" ] || exit 0
mkdir -p "$work"/{debs,go,made/bin,made/tools,path/src/k8s.io,tmp}

cd "$work/debs"
mapfile -t packages < "$list"
bash "$apt" "$folder" "$suite" -qq download golang-1.19-go golang-1.19-src "${packages[@]}"
for deb in golang-1.19-*.deb; do dpkg-deb -x "$deb" "$work/go"; done
rm golang-1.19-*.deb
for deb in *.deb; do dpkg-deb -x "$deb" "$work/made/tools"; done
rm -rf "$work"/made/tools/{etc,lib/systemd,usr/share,usr/lib/systemd}
bash "$apt" "$folder" "$suite" -qq source --download-only kubernetes
mkdir "$work/path/src/k8s.io/kubernetes"
tar -xzf kubernetes_1.20*.orig.tar.gz -C "$work/path/src/k8s.io/kubernetes" --strip-components=1
cd "$work/path/src/k8s.io/kubernetes"

change() { # FILE OLD NEW: a release in which OLD is not there is one for which this script was not written
    grep -qF -- "$2" "$1" || { echo "'$1' of Debian's kubernetes lacks '$2'" >&2; exit 5; }
    sed -i "s|${2//\*/\\*}|$3|" "$1"
}
# In a container a process may not lower its oom_score_adj, and no pod would start.
change pkg/kubelet/dockershim/docker_sandbox.go 'defaultSandboxOOMAdj int = -998' 'defaultSandboxOOMAdj int = 0'
change pkg/kubelet/dockershim/cm/container_manager_linux.go 'dockerOOMScoreAdj = -999' 'dockerOOMScoreAdj = 0'
sed -i 's/OOMScoreAdj  *int = -999/OOMScoreAdj int = 0/' pkg/kubelet/qos/policy.go
change pkg/kubelet/qos/policy.go 'return guaranteedOOMScoreAdj' 'return 0'
# Pods are gone sooner: tests delete many.
change pkg/kubelet/kubelet.go 'ContainerGCPeriod = time.Minute' 'ContainerGCPeriod = time.Second'
change pkg/kubelet/status/status_manager.go 'const syncPeriod = 10 * time.Second' 'const syncPeriod = 1 * time.Second'
# Volumes that are made on demand lie in the node's own folder instead of the machine's, and any user may write to them, as most storage of clusters has it.
change pkg/volume/hostpath/host_path.go 'fmt.Sprintf("/tmp/%s/%s"' 'fmt.Sprintf("/var/lib/%s/%s"'
change pkg/volume/hostpath/host_path.go '"/tmp/.+"' '"/var/lib/hostpath_pv/.+"'
change pkg/volume/hostpath/host_path.go 'return pv, os.MkdirAll(pv.Spec.HostPath.Path, 0750)' 'os.MkdirAll(fullpath, 0750); return pv, os.Chmod(fullpath, 0777)'

export GOROOT=$work/go/usr/lib/go-1.19 GOPATH=$work/path GOTMPDIR=$work/tmp TMPDIR=$work/tmp GOCACHE=${GOCACHE:-$work/cache} GO111MODULE=off GOFLAGS= GOPROXY=off CGO_ENABLED=0
go=$GOROOT/bin/go
# Debian's tree lacks one generated file, which the API server is made with.
"$go" build -o "$work/openapi-gen" k8s.io/kubernetes/vendor/k8s.io/kube-openapi/cmd/openapi-gen
inputs=$(grep -RlE '^// *\+k8s:openapi-gen=' --include='*.go' pkg cmd plugin vendor/k8s.io | grep -vE '^vendor/k8s.io/(code-generator|sample-apiserver)/' \
    | xargs -n1 dirname | LC_ALL=C sort -u | sed 's|^|k8s.io/kubernetes/|' | paste -sd,)
"$work/openapi-gen" --logtostderr --v 0 -i "$inputs" -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi \
    -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$work/violations"

version=
for package in component-base/version client-go/pkg/version; do
    for value in gitVersion=v1.20.2 gitMajor=1 gitMinor=20 gitTreeState=archive; do version+=" -X k8s.io/kubernetes/vendor/k8s.io/$package.$value"; done
done
mkdir cmd/labkube
cp "$here"/{labkube,names}.go cmd/labkube/
"$go" build -trimpath -tags providerless -ldflags "-s -w $version" -o "$work/made/bin/labkube" k8s.io/kubernetes/cmd/labkube
"$go" build -trimpath -ldflags '-s -w' -o "$work/made/bin/pause" "$here/pause.go"
for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kube-names; do ln -s labkube "$work/made/bin/$name"; done
"$work/made/bin/kubelet" --version | grep -qx 'Kubernetes v1.20.2'
mv "$work/made" "$target"
