using Stoa.Trail.Tests.Building;
using Stoa.Trail.Verifying;

namespace Stoa.Trail.Tests.Verifying;

public sealed class VerifiedFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_IsVerified_WithCompressedSegmentsAndOtherFiles()
    {
        new TrailBuilder().Segment().Intent("a").Head().Segment("rotation").Outcome("a").Head().WriteTo(_folder.Path, compressed: 1);
        Write("audit.lock", "");
        Write("audit-20261122T101530123-000000000001.jsonl.torn", "x");
        Write("audit-20261122T101530123-000000000001.jsonl.gz.new", "x");
        Write("notes.jsonl", "x");
        var progress = new List<TrailVerifierProgress>();

        var result = await TrailVerifier.VerifyAsync(_folder.Path, new TrailVerifierOptions { Progress = new Reports(progress) });

        Assert.True(result.IsIntact, result.Problem?.ToString());
        Assert.Equal(["notes.jsonl is not the name of a segment and was not looked at"], result.Warnings);
        Assert.Equal(6, progress[^1].Lines);
    }

    [Fact]
    public async Task ASegmentThatIsThereTwice_CountsOnce()
    {
        var trail = new TrailBuilder().Segment().Denial("a").Head();
        trail.WriteTo(_folder.Path);
        trail.WriteTo(_folder.Path, compressed: 1);

        var result = await TrailVerifier.VerifyAsync(_folder.Path);

        Assert.Equal((true, 1), (result.IsIntact, result.Chains[0].Segments));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public async Task ADamagedCompressedSegment_IsNamed(double part)
    {
        var trail = new TrailBuilder().Segment().Denial("a").Denial("b").Denial("c").Head().Segment("rotation").Head();
        trail.WriteTo(_folder.Path, compressed: 1);
        var path = Path.Combine(_folder.Path, trail.Segments[0].Name + ".gz");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * part)]);

        var result = await TrailVerifier.VerifyAsync(_folder.Path);

        Assert.Equal(trail.Segments[0].Name + ".gz", result.Problem?.Segment);
    }

    [Fact]
    public async Task ALastLineInTheMaking_IsWaitedFor()
    {
        var trail = new TrailBuilder().Segment().Denial("a").Head();
        var bytes = trail.Segments[0].Bytes;
        var path = Write(trail.Segments[0].Name, "");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes.AsSpan(0, bytes.Length - 40));
        file.Flush();
        var completes = new Reports([], () =>
        {
            file.Write(bytes.AsSpan(bytes.Length - 40));
            file.Flush();
        });

        var result = await TrailVerifier.VerifyAsync(_folder.Path, new TrailVerifierOptions { Progress = completes, Patience = TimeSpan.FromMilliseconds(1) });

        Assert.True(result.IsIntact, result.Problem?.ToString());
        Assert.Equal(3, result.Chains[0].Lines);
    }

    [Fact]
    public async Task AFolderWithoutSegments_IsAnError_OrATruncationWhereHeadsAreKnown()
    {
        var head = KnownHead.Parse(new TrailBuilder().Segment().Head().Heads[0]);

        await Assert.ThrowsAsync<FileNotFoundException>(() => TrailVerifier.VerifyAsync(_folder.Path));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => TrailVerifier.VerifyAsync(Path.Combine(_folder.Path, "none")));
        var result = await TrailVerifier.VerifyAsync(_folder.Path, new TrailVerifierOptions { KnownHeads = [head] });

        Assert.Equal("audit (seq 2) is missing: a head of it was kept elsewhere, and the chain ends with seq 0; what followed was cut off", $"{result.Problem}");
    }

    [Fact]
    public async Task Verification_CanBeStopped()
    {
        new TrailBuilder().Segment().Head().WriteTo(_folder.Path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrailVerifier.VerifyAsync(_folder.Path, cancellationToken: new CancellationToken(canceled: true)));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class Reports(List<TrailVerifierProgress> into, Action? onFirst = null) : IProgress<TrailVerifierProgress>
    {
        private Action? _onFirst = onFirst;

        public void Report(TrailVerifierProgress value)
        {
            into.Add(value);
            _onFirst?.Invoke();
            _onFirst = null;
        }
    }
}
