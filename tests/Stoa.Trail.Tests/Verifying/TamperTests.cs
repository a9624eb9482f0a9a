using System.Globalization;
using System.Security.Cryptography;
using Stoa.Trail.Tests.Building;
using Stoa.Trail.Verifying;
using Xunit.Abstractions;

namespace Stoa.Trail.Tests.Verifying;

/// <summary>
/// Tampers with a trail at random, without its key. All of it shows where heads were kept elsewhere. Without them, only what leaves a
/// shorter chain that is whole may pass, or what follows its last head. <c>STOA_TAMPER_SEED</c> repeats a run, <c>STOA_TAMPER_COUNT</c> makes a longer one.
/// </summary>
public sealed class TamperTests(ITestOutputHelper output)
{
    private readonly int _seed = Setting("STOA_TAMPER_SEED", Environment.TickCount);
    private readonly int _rounds = Setting("STOA_TAMPER_COUNT", 10_000);

    [Fact]
    public async Task AnyTampering_ShowsByHeadsKeptElsewhere()
    {
        var (files, heads, pem) = Build();
        using var key = TrailKey.FromPem(pem);
        IReadOnlyList<KnownHead> known = [.. heads.Select(KnownHead.Parse)];
        await RunAsync(async (tampered, how, round) =>
        {
            var result = await Verification.OfAsync(tampered, known, key);
            Assert.False(result.IsIntact, $"round {round}: {how.Name}");
        }, files, _rounds);
    }

    [Fact]
    public async Task TamperingWithoutHeadsKeptElsewhere_PassesOnlyWhereAWholeChainIsLeft()
    {
        var (files, _, pem) = Build();
        using var key = TrailKey.FromPem(pem);
        var passed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await RunAsync(async (tampered, how, round) =>
        {
            // A trail that is gone altogether is an error of its own.
            var result = tampered.Any() ? await Verification.OfAsync(tampered, [], key) : null;
            Assert.True(result?.IsIntact != true || how.ShowsByHeadsAlone, $"round {round}: {how.Name}");
            passed[how.Name] = passed.GetValueOrDefault(how.Name) + (result?.IsIntact == true ? 1 : 0);
        }, files, _rounds / 10);

        output.WriteLine("passed without heads: " + string.Join(", ", passed.Where(p => p.Value > 0).Select(p => $"{p.Key} {p.Value}")));
    }

    [Fact]
    public async Task TheUntouchedTrail_IsIntact()
    {
        var (files, heads, pem) = Build();

        var result = await Verification.OfAsync(files, heads, pem);

        Assert.True(result.IsIntact, result.Problem?.ToString());
    }

    private async Task RunAsync(Func<IEnumerable<(string, byte[])>, Tampering, int, Task> check, IReadOnlyList<(string Name, byte[] Bytes)> files, int rounds)
    {
        output.WriteLine($"seed {_seed}");
        var random = new Random(_seed);
        for (var round = 0; round < rounds;)
        {
            var how = Tampering.All[random.Next(Tampering.All.Count)];
            var tampered = files.Select(file => new TamperedFile(file.Name, file.Bytes)).ToList();
            if (how.Do(tampered, random) && !IsSame(files, tampered))
            {
                await check(tampered.Select(file => (file.Name, file.Bytes)), how, round++);
            }
        }
    }

    private static bool IsSame(IReadOnlyList<(string Name, byte[] Bytes)> files, List<TamperedFile> tampered) =>
        files.Count == tampered.Count && files.Zip(tampered).All(pair => pair.First.Name == pair.Second.Name && pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes));

    // Two chains at rest: the last line of each is a head.
    private static (IReadOnlyList<(string Name, byte[] Bytes)> Files, IReadOnlyList<string> Heads, string Pem) Build()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var audit = new TrailBuilder(key: key);
        for (var segment = 0; segment < 3; segment++)
        {
            audit.Segment(segment == 0 ? "start" : "rotation");
            for (var call = 0; call < 8; call++)
            {
                var id = $"{segment}-{call}";
                _ = call % 4 == 3 ? audit.Denial(id) : audit.Intent(id);
                _ = call % 4 is 1 or 2 ? audit.Outcome(id) : audit;
                _ = call % 4 == 3 ? audit.Head() : audit;
            }
        }

        var refusals = new TrailBuilder("refusals", key: key).Segment().Denial("r1").Denial("r2").Head().Segment("rotation").Denial("r3").Head();
        return ([.. audit.Segments.Concat(refusals.Segments).Select(s => (s.Name, s.Bytes))], [.. audit.Heads, .. refusals.Heads], key.ExportSubjectPublicKeyInfoPem());
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
