namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class TornTailTests
{
    [Fact]
    public async Task Restart_WithTornTailAtEveryByte_RecoversToTheLastWholeRecord()
    {
        using var source = new TempFolder();
        await Trails.RunAsync(source, null, Entries.Denial(), Entries.Summary());
        var (name, bytes) = Assert.Single(AuditVerifier.Read(source));
        var head = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n');
        var summary = bytes.AsSpan(0, head).LastIndexOf((byte)'\n') + 1;

        for (var cut = summary; cut < bytes.Length; cut++)
        {
            using var folder = new TempFolder();
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), bytes[..cut]);

            await Trails.RunAsync(folder, null, Entries.Intent());

            var (error, lines) = AuditVerifier.Verify(folder);
            var whole = bytes.AsSpan(0, cut).LastIndexOf((byte)'\n') + 1;
            Assert.True((error, lines) == (null, AuditVerifier.CountOfCalls(bytes[..whole]) + 1), $"cut at {cut}: {lines} lines, {error}");
            AssertTornIsKept(folder, bytes[whole..cut]);
        }
    }

    [Fact]
    public async Task Restart_WithGarbageBehindTheLastLine_MovesItAside()
    {
        using var folder = new TempFolder();
        await Trails.RunAsync(folder, null, Entries.Intent());
        var path = folder.Files("audit-*.jsonl").Single();
        var garbage = new byte[200_000];
        garbage[100_000] = (byte)'\n';
        await File.AppendAllBytesAsync(path, garbage);

        await Trails.RunAsync(folder, null, Entries.Outcome());

        Assert.Equal((null, 2L), Verified(folder));
        AssertTornIsKept(folder, garbage);
    }

    [Fact]
    public async Task Restart_WithSegmentThatHoldsNoWholeLine_ChainsOnTheOneBefore()
    {
        using var folder = new TempFolder();
        await Trails.RunAsync(folder, null, Entries.Intent());
        await Trails.RunAsync(folder, null, Entries.Outcome());
        var last = folder.Files("audit-*.jsonl").Last();
        await File.WriteAllBytesAsync(last, (await File.ReadAllBytesAsync(last))[..50]);

        await Trails.RunAsync(folder, null, Entries.Denial());

        Assert.Equal((null, 2L), Verified(folder));
    }

    private static void AssertTornIsKept(TempFolder folder, byte[] torn)
    {
        var side = folder.Files("*.torn").ToList();
        Assert.Equal(torn.Length > 0 ? 1 : 0, side.Count);
        if (side.Count > 0)
        {
            Assert.Equal(torn, File.ReadAllBytes(side[0]));
        }
    }

    private static (string? Error, long Entries) Verified(TempFolder folder) => AuditVerifier.Verify(folder);
}
