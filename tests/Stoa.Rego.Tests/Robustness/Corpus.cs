using System.Text.Json;
using Stoa.Rego.Tests.Reference;
using Stoa.Rego.Tests.Syntax;

namespace Stoa.Rego.Tests.Robustness;

/// <summary>What mutations start from: modules of our own, and OPA's where they are at hand.</summary>
internal sealed record Corpus(IReadOnlyList<string> Modules, IReadOnlyList<string> Inputs)
{
    private const string Features = """
        # METADATA
        # title: all there is
        # scope: package
        package test

        import data.lib as l
        import input.user

        default allow := false

        allow if {
            some grant in data.grants
            grant.tool == input.tool
            not grant.blocked
            every s in grant.scopes { s in input.scopes }
        } else := "maybe" if count(input.scopes) > 1

        names contains lower(name) if some {"name": name} in input.people
        by_id[id] := p if { some p in input.people; id := p.id }
        deep[a][b] contains c if { [a, b, c] = input.path }
        f(x, [y, _]) := z if { z := x + y } else := -1
        t := $"user {user.name} has {count(input.scopes)} scopes: {[s | some s in input.scopes]}"
        w := x if { x := f(1, [2, 3]) with input.tool as "a" with data.grants as [] with f as g }
        g(_, _) := 7
        s := {1, 2} | {3} & {x | x := numbers.range(1, 10)[_]} - {2}
        o := object.union({"a": {"b": 1}}, {"a": {"c": [1, 2.5, -3e2, null, true]}})
        walked contains path if walk(input, [path, "secret"])
        j := json.patch(input, [{"op": "add", "path": "/a", "value": `raw`}])
        q := regex.replace("a1b2", `[0-9]`, sprintf("%v-%d", ["x", 5]))
        d := time.format(time.parse_rfc3339_ns("2024-01-02T03:04:05Z"))
        print_it if { print("x", input.missing); true }
        k[input.tool] if input.tool
        """;

    public static Corpus Load()
    {
        var random = new Random(1);
        var (modules, inputs) = (new List<string> { Features, "package a.b[\"c\"]\np.q.r := 1", "package test\np := 1" }, new List<string>());
        for (var i = 0; i < 40; i++)
        {
            modules.Add(new PolicyGenerator(random).Generate().Shuffled);
            inputs.Add(new CaseGenerator(random).Input());
        }

        if (Directory.Exists(Environment.GetEnvironmentVariable("STOA_OPA_TESTDATA")))
        {
            modules.AddRange(ConformanceData.Modules().Select(module => module.Text).Where(text => text.Length < 10_000));
            inputs.AddRange(ConformanceData.Cases().Where(found => found.Case.TryGetProperty("input", out _)).Select(found => JsonSerializer.Serialize(found.Case.GetProperty("input"))).Where(text => text.Length < 10_000));
        }

        return new Corpus(modules, inputs);
    }
}
