#!/usr/bin/env bash
# Starts two MCP servers, and the sidecar that offers the tools of both behind one endpoint.
#
#   samples/edge/run.sh                 serve on http://127.0.0.1:8080/mcp, until Ctrl+C
#   samples/edge/run.sh --walkthrough   try everything and check it; ends with 0 if all is as expected
#
# Ends with 77, and says why, where npm is missing.
set -uo pipefail
sample=edge mode=serve
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
build src/Stoa.Mcp.Sidecar src/Stoa.Cli samples/ToolServer
everything_port="$(port 3001)" sales_port="$(port 3002)" listen="http://127.0.0.1:$(port 8080)" management="http://127.0.0.1:$(port 9090)"
mcp="$listen/mcp"
mkdir -p "$work/resources"
for file in "$here"/resources/*.yaml; do
    sed "s|127.0.0.1:3001|127.0.0.1:$everything_port|; s|127.0.0.1:3002|127.0.0.1:$sales_port|" "$file" >"$work/resources/$(basename "$file")"
done
export STOA_RESOURCES__FOLDER="$work/resources" STOA_HOST__LISTEN="$listen" STOA_HOST__MANAGEMENT="$management"
start_everything "$everything_port"
start_tools "$sales_port"
start_sidecar "$management" "$here/stoa.yaml"

if [ "$mode" = serve ]; then
    cat <<TEXT

Two servers behind one endpoint: $mcp        records: $work/audit

As acme, with the Inspector:

  npx @modelcontextprotocol/inspector --cli --server-url $mcp --transport http \\
    --header 'Authorization: Bearer $acme' --method tools/list

As globex: $globex

Grants and servers are read again when they change: $work/resources. Ctrl+C stops all three.
TEXT
    wait "${pids[@]}"
    exit 0
fi

step "acme lists tools: those of both servers that it is granted" "demo_echo demo_get-sum sales_delete_users sales_export_sales sales_query_sales " "$(list "$mcp" "$acme")"
step "globex lists tools: others" "demo_get-tiny-image sales_export_sales " "$(list "$mcp" "$globex")"

step "acme asks the C# server" "EMEA sold 1.42 M EUR." "$(call "$mcp" "$acme" sales_query_sales '{"region":"EMEA"}')"
step "acme asks the JavaScript server, which knows older revisions alone" "Echo: hello" "$(call "$mcp" "$acme" demo_echo '{"message":"hello"}')"
step "acme adds up: get-sum is granted by its namespace, math" "5" "$(call "$mcp" "$acme" demo_get-sum '{"a":2,"b":3}')"
step "globex exports sales, with the scope that the file asks for" "Exported sales of EMEA." "$(call "$mcp" "$globex" sales_export_sales '{"region":"EMEA"}')"

step "acme exports sales without that scope: 403" "HTTP 403" "$(call "$mcp" "$acme" sales_export_sales '{"region":"EMEA"}')"
step "acme deletes users: no grant allows what destroys" '4030' "$(call "$mcp" "$acme" sales_delete_users '{"region":"EMEA"}')"
step "globex asks for sales: hidden" "-32602" "$(call "$mcp" "$globex" sales_query_sales '{"region":"EMEA"}')"
step "acme calls get-env, which is not offered: as if it did not exist" "-32602" "$(call "$mcp" "$acme" demo_get-env)"
step "acme calls a tool without its prefix: there is none of that name" "-32602" "$(call "$mcp" "$acme" echo '{"message":"hello"}')"
step "nobody lists tools: 401" "HTTP 401" "$(rpc "$mcp" "" tools/list "")"

inspect() {
    HOME="$work" "$node" "$inspector" --cli --server-url "$mcp" --transport http --protocol-era legacy --format json --stored-auth-only --header "Authorization: Bearer $acme" "$@" 2>&1
}
step "acme calls with the Inspector" "Echo: hello" "$(inspect --method tools/call --tool-name demo_echo --tool-arg message=hello)"

step "the trail tells who was denied what" "denied: insufficient_scope" "$(dotnet "$cli" audit show "$STOA_AUDIT__FOLDER" --decision deny)"
stop_all
step "the trail is intact" "intact" "$(dotnet "$cli" audit verify "$STOA_AUDIT__FOLDER")"
finish
