#!/usr/bin/env bash
# Makes a key file, an authority and a login; starts an MCP server, and the sidecar in front of it with TLS.
#
#   samples/identity/run.sh                 serve on https://localhost:8443/mcp, until Ctrl+C
#   samples/identity/run.sh --walkthrough   call with each kind of credential, good and bad, and check the answers; ends with 0 if all is as expected
#
# Ends with 77, and says why, where openssl is missing.
set -uo pipefail
sample=identity mode=serve
case "${1:-}" in
    "") ;;
    --walkthrough) mode=walkthrough ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/../../eng/samples.sh"
. "$here/credentials.sh"

command -v openssl >/dev/null || { echo "openssl is not installed"; exit 77; }
build src/Stoa.Mcp.Sidecar src/Stoa.Cli samples/ToolServer
server="$(port 3003)" listen="$(port 8443)" management="$(port 9091)"
mcp="https://localhost:$listen/mcp"
cp -r "$here/resources" "$work"
sed "s/3003/$server/; s/8443/$listen/; s/9091/$management/" "$here/stoa.yaml" >"$work/stoa.yaml"

# What an operator has: a key file, the authority's certificate, the login's public keys, a certificate of the server's own.
rm -f "$work/keys.yaml"
key="$(dotnet "$cli" key new "$work/keys.yaml" --subject billing-agent --tenant acme --expires-in 1d)" || give_up "no key could be made"
{ authority ca && authority other && certificate server server ca && certificate reporter client ca && certificate stranger client other; } || give_up "no certificates could be made"
{ new_key login && new_key client; } || give_up "no keys could be made"
jwk login | sed 's/.*/{"keys":[&]}/; s/"kty"/"kid":"login","kty"/' >"$work/jwks.json"

start_tools "$server"
start_sidecar "http://127.0.0.1:$management" "$work/stoa.yaml"

# ask CURL-ARGUMENTS…: calls query_sales. Prints the answer, the status, and how the caller is asked to do better.
ask() {
    curl --silent --max-time 30 --cacert "$work/ca.pem" --write-out '\nHTTP %{http_code} %header{www-authenticate}' "$mcp" "$@" \
        -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
        -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: query_sales' \
        -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query_sales","arguments":{"region":"EMEA"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}' |
        tr -d '\r' | sed '/^$/d; /^event:/d; s/^data: //'
}
explain() { dotnet "$cli" auth explain "$work/stoa.yaml" "$@" 2>&1; echo "exit $?"; }

if [ "$mode" = serve ]; then
    cat <<TEXT

An MCP server, governed: $mcp        files: $work

By key, and by certificate:

  curl --cacert $work/ca.pem $mcp -H "Authorization: Bearer $key" \\
    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
    -d '{"jsonrpc":"2.0","id":1,"method":"ping"}' -H 'MCP-Protocol-Version: 2025-11-25'

  the same with  --cert $work/reporter.pem --key $work/reporter.key  in place of the first -H

Ctrl+C stops both.
TEXT
    wait "${pids[@]}"
    exit 0
fi

sold="EMEA sold 1.42 M EUR."
bound="$(token "$mcp" client)" good="$(proof client "$bound" "$mcp")"
printf '%s' "$bound" >"$work/token"
printf '%s' "$key" >"$work/key"

step "billing-agent calls with the key of the file" "$sold" "$(ask -H "Authorization: Bearer $key")"
step "reporter calls with a certificate of the mesh" "$sold" "$(ask --cert "$work/reporter.pem" --key "$work/reporter.key")"
step "maria's client calls with her token, and a proof that it holds the key that the token names" "$sold" "$(ask -H "Authorization: DPoP $bound" -H "DPoP: $good")"

step "nobody calls: 401" "HTTP 401" "$(ask)"
step "a stranger calls with a certificate of another authority, for the same name: 401" "HTTP 401" "$(ask --cert "$work/stranger.pem" --key "$work/stranger.key")"
step "a thief calls with maria's token alone: 401, and what is missing" 'DPoP' "$(ask -H "Authorization: Bearer $bound" | grep 'HTTP 401')"
step "a thief repeats token and proof: 401" 'error="invalid_dpop_proof"' "$(ask -H "Authorization: DPoP $bound" -H "DPoP: $good" | grep 'HTTP 401')"
step "maria's client sends a proof for another server: 401" 'error="invalid_dpop_proof"' \
    "$(ask -H "Authorization: DPoP $bound" -H "DPoP: $(proof client "$bound" https://other.example/mcp)" | grep 'HTTP 401')"
step "why the token alone is refused, by the code of the server" "failed  possession" "$(explain --credential "$work/token" | tail -n 6)"
step "why the stranger is refused" "failed  chain" "$(explain --certificate "$work/stranger.pem" | tail -n 6)"

dotnet "$cli" key revoke "$work/keys.yaml" "$(cut -d _ -f 2 "$work/key")" >"$work/revoke.log" 2>&1 || cat "$work/revoke.log"
# The file is read again when it changes, within 5 seconds.
for _ in $(seq 100); do
    answer="$(ask -H "Authorization: Bearer $key")"
    [[ "$answer" == *"HTTP 401"* ]] && break
    sleep 0.1
done
step "billing-agent calls after its key was revoked: 401" "HTTP 401" "$answer"
step "why its key is refused" "failed  time" "$(explain --credential "$work/key" | tail -n 6)"

stop_all
step "the trail tells who called" "reporter" "$(dotnet "$cli" audit show "$STOA_AUDIT__FOLDER" --tenant acme)"
step "the trail is intact" "intact" "$(dotnet "$cli" audit verify "$STOA_AUDIT__FOLDER" | head -n 1)"
finish
