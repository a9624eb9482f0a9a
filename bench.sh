#!/usr/bin/env bash
# Builds Release and measures.
#
#   ./bench.sh embedded [options]   one app governed and not, under load: CPU a call, latency, throughput and their ratios;
#                                   --rounds 10 --requests 4000 --connections 8 --revision 2025-11-25 --output benchmarks/results
#   ./bench.sh gateway [options]    one call through nothing, nginx, a bare forwarder, YARP's, and the gateway with everything on;
#                                   --rounds 20 --connections 1,32,128 --streams 1000 --upstream least|sdk|node --sidecar FILE --output benchmarks/results
#   ./bench.sh overload [options]   more calls than the upstream is to get at once: what is answered, what is refused, and how fast;
#                                   --times 4 --seconds 20 --rounds 3 --output benchmarks/results
#   ./bench.sh rego [--rounds N]    decisions in Rego: time and allocation of each, as rules and grants grow, and on two threads
#   ./bench.sh audit [options]      the trail beside its disk: durable entries a second and latency a call, at 1, 16 and 64 callers;
#                                   --rounds 9 --calls 2000 --folder PATH --output benchmarks/results
#   ./bench.sh identity [options]   what verifying one credential costs, of each scheme, remembered and anew, beside JwtBearer;
#                                   --rounds 9 --calls 20000 --output benchmarks/results
#   ./bench.sh verify [--entries N] verification of a large trail: time, CPU, allocation
#   ./bench.sh micro [options]      the steps one by one; options of BenchmarkDotNet: --filter '*Quota*', --job short
#   ./bench.sh --help
#
# Figures are comparable only within one run: both sides of every ratio come from it. benchmarks/results keeps what was measured.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

run() {
    dotnet build "benchmarks/$1" -c Release -nologo -v q
    dotnet "benchmarks/$1/bin/Release/net10.0/$1.dll" "${@:2}"
}

case "${1:---help}" in
    embedded) run Stoa.Mcp.LoadComparison "${@:2}" ;;
    gateway) run Stoa.Mcp.LoadComparison gateway "${@:2}" ;;
    overload) run Stoa.Mcp.LoadComparison overload "${@:2}" ;;
    audit) run Stoa.Mcp.TrailBenchmarks "${@:2}" ;;
    identity) run Stoa.Mcp.IdentityBenchmarks "${@:2}" ;;
    verify) run Stoa.Trail.Benchmarks "${@:2}" ;;
    rego) run Stoa.Rego.Benchmarks "${@:2}" ;;
    # In the process itself: BenchmarkDotNet's own builds know nothing of this repository's package rules.
    micro) run Stoa.Mcp.Benchmarks --inProcess --artifacts artifacts/benchmarks "${@:2}" ;;
    --help | -h) sed -n '2,19s/^# \{0,1\}//p' "$0" ;;
    *) echo "bench.sh: unknown argument '$1'; see ./bench.sh --help" >&2; exit 2 ;;
esac
