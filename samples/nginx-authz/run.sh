#!/usr/bin/env bash
# Starts an MCP server, the service that decides, and nginx between client and server.
#
#   samples/nginx-authz/run.sh                 serve, until Ctrl+C
#   samples/nginx-authz/run.sh --walkthrough   try everything and check it; ends with 0 if all is as expected
#
# Ends with 77, and says why, where no nginx with auth_request can be had.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
nginx="$("$here/../../eng/nginx.sh")" || exit 77
exec dotnet run --project "$here" -c "${CONFIGURATION:-Release}" ${NO_BUILD:+--no-build} -- --nginx "$nginx" --folder "$PWD/nginx-authz-run" "$@"
