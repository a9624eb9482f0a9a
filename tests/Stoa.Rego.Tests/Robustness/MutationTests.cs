using System.Globalization;
using Stoa.Rego.Tests.Reference;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Robustness;

/// <summary>Damaged modules and inputs end in an answer or in an error of ours: nothing else is thrown, and all end.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly RegoEvaluationOptions Small = new() { MaxSteps = 20_000, MaxOutput = 200_000, Seed = 1, Now = DateTimeOffset.UnixEpoch };

    [Fact]
    public void DamagedModulesAndInputs_EndInAnAnswerOrAnErrorOfOurs()
    {
        var (seed, count) = (FuzzRun.Seed(), FuzzRun.Count(3_000));
        output.WriteLine($"seed {seed}, {count} mutations; STOA_FUZZ_SEED and STOA_FUZZ_COUNT choose others");
        var corpus = Corpus.Load();
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var random = new Random(HashCode.Combine(seed, i));
            var source = new Mutator(random, corpus.Modules).Next();
            var input = random.Next(2) == 0 ? corpus.Inputs[random.Next(corpus.Inputs.Count)] : new Mutator(random, corpus.Inputs).Next();
            Journal(i);
            try
            {
                var outcome = Try(source, input);
                tally[outcome] = tally.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception error) when (error is not RegoException and not RegoInputException)
            {
                Assert.Fail($"seed {seed}, mutation {i}: {error}\n{source}\ninput: {input}");
            }
        }

        output.WriteLine(string.Join(", ", tally.Select(pair => $"{pair.Key}: {pair.Value}")));
    }

    private static string Try(string source, string input)
    {
        try
        {
            var options = new RegoCompilerOptions { EnablePrint = true, EnableTrace = true };
            var policy = new RegoCompiler(options).AddModule("m", source).AddData(RegoObject.Of(("base", RegoObject.Of(("x", 1))))).Compile();
            var value = policy.Document("data").Evaluate(RegoJson.Parse(input), Small);
            _ = value?.ToString().Length + value?.ToJson().Length;
            return "value";
        }
        catch (RegoException error)
        {
            Assert.NotEmpty(error.Errors);
            return error.Errors[0].Code;
        }
        catch (RegoInputException)
        {
            return "input";
        }
    }

    // Where the process itself ends, this file tells at which mutation.
    private static void Journal(int i)
    {
        if (Environment.GetEnvironmentVariable("STOA_FUZZ_JOURNAL") is { Length: > 0 } path)
        {
            File.WriteAllText(path, i.ToString(CultureInfo.InvariantCulture));
        }
    }
}
