#!/usr/bin/env bash
# Sees to it that Kafka's native client, librdkafka, is there for the tests. Where the registry serves librdkafka.redist nothing is to be
# done. Elsewhere .native/librdkafka.so is made, which Directory.Build.targets takes in its place: from Debian's librdkafka1 and three
# functions that Confluent.Kafka asks for and it lacks, or from the sources in the npm package @confluentinc/kafka-javascript. Where none
# of these can be had, .native/librdkafka.missing says why; everything builds, and the Kafka tests are left out.
#
#   eng/librdkafka.sh                      what is needed, once
#   eng/librdkafka.sh debian|source        that way, whatever the registry serves
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

native="$PWD/.native"
sources='@confluentinc/kafka-javascript@1.10.1'
version="$(sed -nE 's/.*Include="Confluent.Kafka" Version="([^"]+)".*/\1/p' Directory.Packages.props)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

served() {
    [ -d "${NUGET_PACKAGES:-$HOME/.nuget/packages}/librdkafka.redist/$version" ] && return
    cat >"$scratch/probe.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="librdkafka.redist" Version="[$version]" /></ItemGroup>
</Project>
EOF
    dotnet restore "$scratch/probe.csproj" >"$scratch/restore.log" 2>&1
}

debian() {
    command -v gcc >/dev/null || { why='gcc is not installed'; return 1; }
    if ! ldconfig -p | grep -q 'librdkafka\.so\.1 '; then
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { why='librdkafka1 is not installed, and cannot be without root and apt-get'; return 1; }
        { apt-get install -y --no-install-recommends librdkafka1 || { apt-get update && apt-get install -y --no-install-recommends librdkafka1; }; } \
            >"$scratch/apt.log" 2>&1 || { why='apt-get does not install librdkafka1'; return 1; }
    fi
    cat >"$scratch/shim.c" <<'EOF'
#include <stdint.h>
int32_t rd_kafka_message_leader_epoch(const void *message) { (void)message; return -1; }
int32_t rd_kafka_topic_partition_get_leader_epoch(const void *partition) { (void)partition; return -1; }
void rd_kafka_topic_partition_set_leader_epoch(void *partition, int32_t epoch) { (void)partition; (void)epoch; }
EOF
    gcc -shared -fPIC -O2 -o "$scratch/librdkafka.so" "$scratch/shim.c" -Wl,--no-as-needed -l:librdkafka.so.1 2>"$scratch/gcc.log" \
        || { why='gcc does not link the shim against librdkafka.so.1'; return 1; }
    mkdir -p "$native" && mv "$scratch/librdkafka.so" "$native/librdkafka.so"
}

source_build() {
    command -v npm >/dev/null && command -v make >/dev/null && command -v g++ >/dev/null || { why='npm, make or g++ is not installed'; return 1; }
    (cd "$scratch" && npm pack "$sources" --silent >npm.log 2>&1 && tar -xzf ./*.tgz) || { why="npm does not serve $sources"; return 1; }
    (cd "$scratch/package/deps/librdkafka" && ./configure --disable-gssapi --disable-curl && make -j2 -C src librdkafka.so.1) >"$scratch/make.log" 2>&1 \
        || { why='librdkafka does not build from its sources'; return 1; }
    mkdir -p "$native" && cp -L "$scratch/package/deps/librdkafka/src/librdkafka.so.1" "$native/librdkafka.so"
}

case "${1:-}" in
    debian) debian || { echo "eng/librdkafka.sh: $why" >&2; exit 1; } ;;
    source) source_build || { echo "eng/librdkafka.sh: $why" >&2; exit 1; } ;;
    '')
        [ -f "$native/librdkafka.so" ] && exit 0
        rm -f "$native/librdkafka.missing"
        served && exit 0
        reasons='the registry does not serve librdkafka.redist'
        for way in debian source_build; do
            "$way" && exit 0
            reasons="$reasons; $why"
        done
        mkdir -p "$native" && echo "$reasons" >"$native/librdkafka.missing"
        echo "eng/librdkafka.sh: $reasons" >&2
        ;;
    *) echo "eng/librdkafka.sh: unknown argument '$1'" >&2; exit 2 ;;
esac
