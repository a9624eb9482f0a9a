#!/usr/bin/env bash
# Starts an MCP server, and a sidecar that looks on without touching anything.
#
#   samples/shadow/run.sh                 serve on http://127.0.0.1:8083/mcp, until Ctrl+C
#   samples/shadow/run.sh --walkthrough   call as several callers, check that everything runs, print the report, and check it; once with the
#                                         shadow in the path, and once beside it, where nginx is there or can be installed
set -uo pipefail
sample=shadow mode=serve
case "${1:-}" in
    "") ;;
    --walkthrough) mode=walkthrough ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/../../eng/samples.sh"

acme=sk_demoAcme0000_OnlyForThisSampleAndReadByEverybodyAcme00004XAOos
globex=sk_demoGlobex00_OnlyForThisSampleAndReadByEverybodyGlobex002hE4Fq
initech=sk_demoInitech0_OnlyForThisSampleAndReadByEverybodyInitech01tmS2r
build src/Stoa.Mcp.Sidecar src/Stoa.Cli samples/ToolServer
server="$(port 3002)" shadow="$(port 8083)" management="http://127.0.0.1:$(port 9090)"
export STOA_GATEWAY__UPSTREAM__URL="http://127.0.0.1:$server/mcp" STOA_HOST__LISTEN="http://127.0.0.1:$shadow" STOA_HOST__MANAGEMENT="$management"

report() { dotnet "$cli" shadow report "$STOA_AUDIT__FOLDER" "$@"; }

# What several callers do at the URL; all of it runs, whoever they are.
everybody() {
    local mcp="$1"
    step "acme lists tools: all of them" "delete_users export_sales query_sales " "$(list "$mcp" "$acme")"
    step "acme queries sales, which is granted" "EMEA sold 1.42 M EUR." "$(call "$mcp" "$acme" query_sales '{"region":"EMEA"}')"
    step "acme exports sales; no grant says so, and it runs" "Exported sales of EMEA." "$(call "$mcp" "$acme" export_sales '{"region":"EMEA"}')"
    step "globex queries sales; it has no grant, and it runs" "EMEA sold 1.42 M EUR." "$(call "$mcp" "$globex" query_sales '{"region":"EMEA"}')"
    step "globex queries again" "APAC sold 1.42 M EUR." "$(call "$mcp" "$globex" query_sales '{"region":"APAC"}')"
    step "globex deletes users, and it runs" "All users of APAC are deleted." "$(call "$mcp" "$globex" delete_users '{"region":"APAC"}')"
    step "initech, a tenant that nobody declared, queries sales, and it runs" "EMEA sold 1.42 M EUR." "$(call "$mcp" "$initech" query_sales '{"region":"EMEA"}')"
    step "somebody without a key queries sales, and it runs" "EMEA sold 1.42 M EUR." "$(call "$mcp" "" query_sales '{"region":"EMEA"}')"
}

# The shadow decides behind what passes: its end sees to it that all is decided.
check_report() {
    stop_all
    echo
    echo "$ stoa shadow report ${STOA_AUDIT__FOLDER#"$PWD"/}"
    report
    step "the report counts what would have been" "8 exchanges seen" "$(report | head -n 4)"
    step "two would pass" "2  would be allowed" "$(report | sed -n 2p)"
    step "four would be denied" "4  would be denied" "$(report | sed -n 3p)"
    step "two callers are not known" "2  would be refused before" "$(report | sed -n 4p)"
    step "the grants that are missing, as a file" '"delete_users"  # 1 call, by greta' "$(report --grants)"
    step "what it would do again is told as JSON too" '"would_deny": 4' "$(report --json | head -n 12)"
    step "the trail is intact" "intact" "$(dotnet "$cli" audit verify "$STOA_AUDIT__FOLDER" | head -n 1)"
}

start_tools "$server"
start_sidecar "$management" "$here/stoa.yaml"
if [ "$mode" = serve ]; then
    cat <<TEXT

An MCP server, and a shadow in front of it that blocks nothing: http://127.0.0.1:$shadow/mcp        records: $STOA_AUDIT__FOLDER

Call it with a key or without one, as you like:

  npx @modelcontextprotocol/inspector --cli --server-url http://127.0.0.1:$shadow/mcp --transport http \\
    --header 'Authorization: Bearer $acme' --method tools/call --tool-name export_sales --tool-arg region=EMEA

Then see what would have been denied:

  dotnet run --project src/Stoa.Cli -- shadow report $STOA_AUDIT__FOLDER

Ctrl+C stops both.
TEXT
    wait "${pids[@]}"
    exit 0
fi

echo "== In the path"
everybody "http://127.0.0.1:$shadow/mcp"
check_report

echo
echo "== Beside the path, with copies that nginx sends"
if ! nginx="$("$here/../../eng/nginx.sh" 2>"$work/nginx.reason")"; then
    echo "skipped: $(head -n 1 "$work/nginx.reason")"
    finish
fi

front="$(port 8084)"
mkdir -p "$work/nginx/tmp"
sed "s|127.0.0.1:8084|127.0.0.1:$front|; s|127.0.0.1:3002|127.0.0.1:$server|; s|127.0.0.1:8083|127.0.0.1:$shadow|" "$here/nginx.conf" >"$work/nginx/nginx.conf"
export STOA_AUDIT__FOLDER="$work/mirrored/audit" STOA_METERING__FOLDER="$work/mirrored/usage" STOA_GATEWAY__SHADOW__MIRRORED=true
unset STOA_GATEWAY__UPSTREAM__URL
start_tools "$server"
start_sidecar "$management" "$here/stoa.yaml"
start nginx "http://127.0.0.1:$front/" "$nginx" -p "$work/nginx" -c "$work/nginx/nginx.conf" -e error.log -g 'daemon off;'
everybody "http://127.0.0.1:$front/mcp"
check_report
finish
