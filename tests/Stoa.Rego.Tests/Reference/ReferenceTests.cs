using Stoa.Rego.Syntax;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Reference;

/// <summary>The engine and the reference evaluator agree on random policies, data and inputs.</summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    private const int PerPolicy = 4;
    private static readonly RegoEvaluationOptions NoLimits = new() { MaxSteps = long.MaxValue, MaxOutput = long.MaxValue };

    [Fact]
    public void RandomPolicies_DecideAsTheReferenceDoes()
    {
        var (seed, count) = (FuzzRun.Seed(), FuzzRun.Count(2_000));
        output.WriteLine($"seed {seed}, {count} pairs; STOA_FUZZ_SEED and STOA_FUZZ_COUNT choose others");
        var tally = new Dictionary<string, int>();
        for (var i = 0; tally.Values.Sum() - tally.GetValueOrDefault("refused") < count; i++)
        {
            Compare(seed, i, tally);
        }

        output.WriteLine(string.Join(", ", tally.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(tally["equal"] * 2 > count, "Too few pairs had a result to compare.");
    }

    private static void Compare(int seed, int i, Dictionary<string, int> tally)
    {
        var random = new Random(HashCode.Combine(seed, i));
        var (source, shuffled) = new PolicyGenerator(random).Generate();
        if (Compile(shuffled) is not { } policy)
        {
            // The generator knows no types.
            tally["refused"] = tally.GetValueOrDefault("refused") + PerPolicy;
            return;
        }

        var reference = new ReferenceEvaluator(RegoParser.ParseModule("m", source));
        var cases = new CaseGenerator(random);
        for (var n = 0; n < PerPolicy; n++)
        {
            var (input, data) = (cases.Input(), cases.Data());
            var (wanted, found) = (Wanted(reference, input, data), Found(policy, input, data));

            // One that conflicts may never be looked at: the engine stops where it knows enough.
            var kind = wanted == found ? (wanted == "conflict" ? "conflict" : "equal") : wanted == "conflict" ? "conflict not met" : "different";
            Assert.True(kind != "different", $"seed {seed}, policy {i}\n{shuffled}\ninput: {input}\ndata: {data}\nwanted: {wanted}\nfound:  {found}");
            tally[kind] = tally.GetValueOrDefault(kind) + 1;
        }
    }

    private static RegoPolicy? Compile(string source)
    {
        try
        {
            return new RegoCompiler().AddModule("m", source).Compile();
        }
        catch (RegoException error) when (error.Errors.All(found => found.Code == RegoErrorCodes.Type && found.Message is "match error"))
        {
            return null;
        }
    }

    private static string Wanted(ReferenceEvaluator reference, string input, string data)
    {
        try
        {
            return reference.Package(new Surroundings(RegoJson.Parse(input), RegoJson.Parse(data))).ToString();
        }
        catch (ConflictException)
        {
            return "conflict";
        }
    }

    private static string Found(RegoPolicy policy, string input, string data)
    {
        try
        {
            return policy.WithData((RegoObject)RegoJson.Parse(data)).Document("data.test").Evaluate(RegoJson.Parse(input), NoLimits)!.ToString();
        }
        catch (RegoException error) when (error.Errors[0].Code == RegoErrorCodes.Conflict)
        {
            return "conflict";
        }
    }
}
