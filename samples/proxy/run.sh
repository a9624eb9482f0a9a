#!/usr/bin/env bash
# Starts server-everything, an MCP server that knows nothing of tenants or keys, and the sidecar in front of it.
#
#   samples/proxy/run.sh                 serve on http://127.0.0.1:8082/mcp, until Ctrl+C
#   samples/proxy/run.sh --walkthrough   try everything and check it; ends with 0 if all is as expected
#
# Ends with 77, and says why, where npm is missing.
set -uo pipefail
sample=proxy mode=serve
case "${1:-}" in
    "") ;;
    --walkthrough) mode=walkthrough ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/../../eng/samples.sh"

acme=sk_demoAcme0000_OnlyForThisSampleAndReadByEverybodyAcme00004XAOos
globex=sk_demoGlobex00_OnlyForThisSampleAndReadByEverybodyGlobex002hE4Fq
need_node
build src/Stoa.Mcp.Sidecar src/Stoa.Cli
server="$(port 3001)" listen="http://127.0.0.1:$(port 8082)" management="http://127.0.0.1:$(port 9090)"
export STOA_GATEWAY__UPSTREAM__URL="http://127.0.0.1:$server/mcp" STOA_HOST__LISTEN="$listen" STOA_HOST__MANAGEMENT="$management"
start_everything "$server"
start_sidecar "$management" "$here/stoa.yaml"

if [ "$mode" = serve ]; then
    cat <<TEXT

server-everything, governed: $listen/mcp        records: $work/audit

As acme (echo and get-sum are granted), with the Inspector:

  npx @modelcontextprotocol/inspector --cli --server-url $listen/mcp --transport http \\
    --header 'Authorization: Bearer $acme' \\
    --method tools/call --tool-name echo --tool-arg message=hello

As globex: $globex

Ctrl+C stops both.
TEXT
    wait "${pids[@]}"
    exit 0
fi

# inspect KEY ARGUMENTS…: the Inspector's command line through the gateway. Its exit code stands at the end.
inspect() {
    local key="$1"
    shift
    HOME="$work" "$node" "$inspector" --cli --server-url "$listen/mcp" --transport http --protocol-era legacy --format json --stored-auth-only \
        ${key:+--header "Authorization: Bearer $key"} "$@" 2>&1
    echo "exit $?"
}
names() { grep -o '"name": *"[^"]*"' | cut -d '"' -f 4 | sort | tr '\n' ' '; }

step "acme lists tools: the two that it is granted" "echo get-sum " "$(inspect "$acme" --method tools/list | names)"
step "globex lists tools: another one" "get-tiny-image " "$(inspect "$globex" --method tools/list | names)"
step "acme calls echo" "Echo: hello" "$(inspect "$acme" --method tools/call --tool-name echo --tool-arg message=hello)"
step "globex gets its prompt" "simple prompt" "$(inspect "$globex" --method prompts/get --prompt-name simple-prompt)"

step "acme calls get-env, which exists and is granted to nobody: the Inspector finds no such tool" "tool_not_found" "$(inspect "$acme" --method tools/call --tool-name get-env)"
step "nobody calls: 401" "auth_required" "$(inspect "" --method tools/list)"

# What the Inspector does not send, because it looks into the list first: the same answer for a tool that is hidden and for one that is not there.
post() {
    curl --silent --include --max-time 20 "$listen/mcp" -H "Authorization: Bearer $acme" -H 'Content-Type: application/json' \
        -H 'Accept: application/json, text/event-stream' "$@" | tr -d '\r'
}
session="$(post -d '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}' |
    sed -n 's/^mcp-session-id: //Ip')"
post -H "Mcp-Session-Id: $session" -H 'MCP-Protocol-Version: 2025-11-25' -d '{"jsonrpc":"2.0","method":"notifications/initialized"}' >/dev/null
call() {
    post -H "Mcp-Session-Id: $session" -H 'MCP-Protocol-Version: 2025-11-25' \
        -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"$1\",\"arguments\":{\"message\":\"hello\"}}}" | tail -n 2
}
step "acme calls echo once more, with curl" "Echo: hello" "$(call echo)"
step "acme calls get-env, with curl" "-32602" "$(call get-env)"
step "acme calls a tool that does not exist: the same answer" "$(call get-env | sed 's/get-env/get-nothing/')" "$(call get-nothing)"

step "the trail tells it" "denied: not_visible" "$(dotnet "$cli" audit show "$STOA_AUDIT__FOLDER" --tenant acme --tool 'get-*')"
stop_all
step "the trail is intact" "intact" "$(dotnet "$cli" audit verify "$STOA_AUDIT__FOLDER")"
finish
