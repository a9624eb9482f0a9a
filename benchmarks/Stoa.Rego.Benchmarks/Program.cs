using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stoa.Rego;
using Stoa.Rego.Benchmarks;

var rounds = args is ["--rounds", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 9;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

RegoDocument Allow(string module, string data, string path) =>
    new RegoCompiler().AddModule("policy.rego", module).AddData((RegoObject)RegoJson.Parse(data)).Compile().Document(path);

var rbac = Allow(Policies.Rbac, Policies.RbacData, "data.rbac.allow");
var rbacInput = RegoJson.Parse(Policies.RbacInput);
var abac = Allow(Policies.Abac, Policies.AbacData(100), "data.authz.allow");
var abacUtf8 = Encoding.UTF8.GetBytes(Policies.AbacInput);
var abacInput = RegoJson.Parse(Policies.AbacInput);
using var abacJson = System.Text.Json.JsonDocument.Parse(abacUtf8);
var abacElement = abacJson.RootElement;
var every = Allow(Policies.Every, "{}", "data.authz.values");
Require(rbac.Evaluate(rbacInput) == RegoBoolean.True && abac.Evaluate(abacInput) == RegoBoolean.True);

List<Measurement> measurements =
[
    new("RBAC, ready input", () => rbac.Evaluate(rbacInput)),
    new("ABAC, ready input", () => abac.Evaluate(abacInput)),
    new($"ABAC, from {abacUtf8.Length} bytes of UTF-8", () => abac.Evaluate(RegoJson.Parse(abacUtf8))),
    new("ABAC, from a parsed JsonElement", () => abac.Evaluate(RegoJson.From(abacElement))),
    new($"every value of {abacUtf8.Length} bytes of UTF-8", () => every.Evaluate(RegoJson.Parse(abacUtf8))),
    new("every value, ready input", () => every.Evaluate(abacInput)),
    new("input alone, from UTF-8", () => RegoJson.Parse(abacUtf8)),
    new("tokens alone, Utf8JsonReader", () => Tokens(abacUtf8)),
    new("parse and compile ABAC", () => new RegoCompiler().AddModule("policy.rego", Policies.Abac).Compile()),
];
foreach (var count in new[] { 10, 100, 1_000, 10_000 })
{
    var rules = new RegoCompiler().AddModule("policy.rego", Policies.Rules(count)).Compile().Document("data.authz.allow");
    var grants = Allow(Policies.Abac, Policies.AbacData(count), "data.authz.allow");
    var one = count - 1;
    var input = RegoJson.Parse($$"""{"tool": "tool-{{one}}", "tenant": "tenant-{{one % 10}}", "scopes": ["tools:{{one % 7}}"]}""");
    Require(rules.Evaluate(input) == RegoBoolean.True);
    measurements.Add(new Measurement($"one of {count} rules", () => rules.Evaluate(input)));
    measurements.Add(new Measurement($"grants of {count} tenants", () => grants.Evaluate(abacInput)));
}

foreach (var measurement in measurements)
{
    measurement.WarmUp();
}

for (var round = 0; round < rounds; round++)
{
    // Interleaved, each round in another order: what disturbs the machine disturbs all.
    foreach (var measurement in measurements.OrderBy(_ => Random.Shared.Next()))
    {
        measurement.Round();
    }
}

Console.WriteLine("# Decisions in Rego");
Console.WriteLine();
Console.WriteLine(Stoa.Mcp.LoadComparison.Report.Machine.Describe());
Console.WriteLine();
Console.WriteLine($"`./bench.sh rego --rounds {rounds}`: all in one process and run, interleaved, each round in another order. CPU time of the thread for one operation.");
Console.WriteLine();
Console.WriteLine("| What | Median, ns | Least–most, ns | Allocated, bytes |");
Console.WriteLine("|---|---|---|---|");
foreach (var measurement in measurements)
{
    Console.WriteLine($"| {measurement.Name} | {measurement.Median:F0} | {measurement.Least:F0}–{measurement.Most:F0} | {measurement.Bytes:F0} |");
}

var (single, both) = (new List<Load>(), new List<Load>());
for (var round = 0; round < rounds; round++)
{
    single.Add(Run(1));
    both.Add(Run(2));
}

var ratios = both.Zip(single, (two, one) => two.PerSecond / one.PerSecond).Order().ToArray();
var costs = both.Zip(single, (two, one) => two.CpuOfOne / one.CpuOfOne).Order().ToArray();
Console.WriteLine();
Console.WriteLine($"Two threads over one, ABAC on ready input: decisions a second {ratios[ratios.Length / 2]:F2} ({ratios[0]:F2}–{ratios[^1]:F2}), CPU time of a decision {costs[costs.Length / 2]:F2} ({costs[0]:F2}–{costs[^1]:F2}).");

Load Run(int threads)
{
    const int Count = 2_000_000;
    var cpu = new double[threads];
    using var start = new Barrier(threads + 1);
    Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
    {
        abac.Evaluate(abacInput);
        start.SignalAndWait();
        var before = ThreadTime.Nanoseconds();
        for (var i = 0; i < Count; i++)
        {
            abac.Evaluate(abacInput);
        }

        cpu[worker] = (ThreadTime.Nanoseconds() - before) / Count;
    }))];
    Array.ForEach(workers, worker => worker.Start());
    start.SignalAndWait();
    var watch = Stopwatch.StartNew();
    Array.ForEach(workers, worker => worker.Join());
    return new Load(threads * Count / watch.Elapsed.TotalSeconds, cpu.Average());
}

static object? Tokens(ReadOnlySpan<byte> json)
{
    var reader = new System.Text.Json.Utf8JsonReader(json);
    while (reader.Read())
    {
    }

    return null;
}

static void Require(bool holds)
{
    if (!holds)
    {
        throw new InvalidOperationException("A measured policy does not decide as it should.");
    }
}

/// <summary>What threads did at once: decisions a second of all, and the CPU time of one in nanoseconds.</summary>
internal sealed record Load(double PerSecond, double CpuOfOne);
