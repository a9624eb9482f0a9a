using System.Globalization;
using System.Text;
using Stoa.Mcp.Governance.Messages;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Messages;

/// <summary><c>STOA_FUZZ_SEED</c> and <c>STOA_FUZZ_COUNT</c> choose another run, or a longer one.</summary>
public sealed class MessageFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_MutatedBodies_NeverThrowsAndNeverDiffersFromTheSdk()
    {
        var seed = Setting("STOA_FUZZ_SEED", 20260728);
        var count = Setting("STOA_FUZZ_COUNT", 100_000);
        output.WriteLine($"seed {seed}, {count} bodies");
        var seeds = Seeds();
        var mutator = new BodyMutator(seed, seeds);
        var limits = new McpMessageLimits();
        var accepted = 0;

        for (var i = 0; i < count; i++)
        {
            var body = mutator.Next();
            if (FindProblem(body, limits, ref accepted) is { } problem)
            {
                Assert.Fail($"seed {seed}, body {i}: {problem}\n{Encoding.UTF8.GetString(body)}\nbase64 {Convert.ToBase64String(body)}");
            }
        }

        output.WriteLine($"{accepted} accepted");
        Assert.InRange(accepted, count / 10, count - (count / 10));
    }

    [Fact]
    public void Next_WithTheSameSeed_GivesTheSameBodies()
    {
        var seeds = MessageCorpus.All("good").Select(MessageCorpus.Body).ToArray();
        var one = new BodyMutator(7, seeds);
        var other = new BodyMutator(7, seeds);

        Assert.All(Enumerable.Range(0, 200), _ => Assert.Equal(one.Next(), other.Next()));
    }

    // Good ones by far the most: what the reader refuses anyway shows no difference.
    private static byte[][] Seeds() => MessageCorpus.All("hostile")
        .Concat(Enumerable.Repeat(MessageCorpus.All("good").Concat(MessageCorpus.All("headers")), 10).SelectMany(entry => entry))
        .Select(MessageCorpus.Body)
        .Where(body => body.Length < 4096)
        .ToArray();

    private static string? FindProblem(byte[] body, McpMessageLimits limits, ref int accepted)
    {
        try
        {
            var result = McpMessageReader.Read(body, limits);
            if (!result.Succeeded)
            {
                return null;
            }

            accepted++;
            return SdkComparison.FindDifference(result.Message);
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
