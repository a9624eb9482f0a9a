using Stoa.Trail.Tests.Building;
using Stoa.Trail.Verifying;

namespace Stoa.Trail.Tests.Verifying;

/// <summary>Verifies trails that are in memory.</summary>
internal static class Verification
{
    public static Task<TrailVerification> OfAsync(TrailBuilder trail, IEnumerable<string>? heads = null, bool withKey = false) =>
        OfAsync(trail.Segments.Select(segment => (segment.Name, segment.Bytes)), heads, withKey ? trail.Key.ExportSubjectPublicKeyInfoPem() : null);

    public static async Task<TrailVerification> OfAsync(IEnumerable<(string Name, byte[] Bytes)> files, IEnumerable<string>? heads = null, string? pem = null)
    {
        using var key = pem is null ? null : TrailKey.FromPem(pem);
        return await OfAsync(files, [.. (heads ?? []).Select(KnownHead.Parse)], key);
    }

    public static Task<TrailVerification> OfAsync(IEnumerable<(string Name, byte[] Bytes)> files, IReadOnlyList<KnownHead> heads, TrailKey? key)
    {
        var options = new TrailVerifierOptions { Keys = key is null ? [] : [key], KnownHeads = heads, Patience = TimeSpan.Zero };
        return TrailVerifier.VerifyAsync([.. files.Select(file => Segment(file.Name, file.Bytes))], [], options, CancellationToken.None);
    }

    public static async Task<string?> ProblemOfAsync(TrailBuilder trail, IEnumerable<string>? heads = null, bool withKey = false) =>
        (await OfAsync(trail, heads, withKey)).Problem?.Message;

    private static SegmentFile Segment(string name, byte[] bytes) => SegmentFile.TryCreate(name, bytes.Length, () => new MemoryStream(bytes))!;
}
