namespace Stoa.Trail.Verifying;

/// <summary>
/// Says whether a trail is what was written, from docs/audit.md alone: it shares no code with the writer, and none with the reader
/// either, so that a mistake in one of them does not hide behind the same one here.
/// </summary>
/// <remarks>
/// An edit, an insertion, a deletion or a swap shows by the hashes. A chain that was hashed anew shows by its signed heads. A cut end, or
/// an older copy in its place, shows only by heads that were kept elsewhere; and so does a whole new trail where no key is given.
/// </remarks>
public static class TrailVerifier
{
    internal const string Audit = "audit";
    internal const string Refusals = "refusals";

    /// <summary>Verifies all chains of a folder. Reads every line once, in bounded memory; the trail may be written meanwhile.</summary>
    /// <param name="folder">The trail's folder.</param>
    /// <param name="options">What to hold it against; null for the trail alone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The folder or a file in it cannot be read, or it holds no segment and no head of one was given.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file in it may not be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task<TrailVerification> VerifyAsync(string folder, TrailVerifierOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new TrailVerifierOptions();
        var (segments, strangers) = SegmentFile.In(folder);
        return segments.Count == 0 && options.KnownHeads.Count == 0
            ? throw new FileNotFoundException($"There is no segment of a trail in '{folder}'.")
            : VerifyAsync(segments, strangers, options, cancellationToken);
    }

    internal static async Task<TrailVerification> VerifyAsync(
        IReadOnlyList<SegmentFile> segments, IReadOnlyList<string> strangers, TrailVerifierOptions options, CancellationToken cancellationToken)
    {
        using var keys = new KeyRing(options.Keys);
        var trail = new VerifiedTrail(keys);
        foreach (var stranger in strangers)
        {
            trail.Warn($"{stranger} is not the name of a segment and was not looked at");
        }

        var run = new VerifierRun(options, segments.Sum(segment => segment.Length), cancellationToken);
        var chains = new List<ChainVerification>();
        var others = 0;
        foreach (var stream in new[] { Audit, Refusals })
        {
            var known = new KnownHeadCheck(options.KnownHeads.Where(head => head.Stream == stream), trail);
            if (known.IsEmpty && !segments.Any(segment => segment.Stream == stream))
            {
                continue;
            }

            chains.Add(await new ChainVerifier(stream, segments, trail, known, run).VerifyAsync());
            others += known.OfOtherTrails;
        }

        return Result(options, trail, chains, others);
    }

    private static TrailVerification Result(TrailVerifierOptions options, VerifiedTrail trail, List<ChainVerification> chains, int others) => new()
    {
        Problem = chains.Select(chain => chain.Problem).FirstOrDefault(problem => problem is not null) ?? Replaced(options, trail, others),
        Trail = trail.Id,
        Chains = chains,
        Keys = trail.Keys.Used,
        KeysAreFromTrail = trail.Keys.AreFromTrail,
        HeadsOfOtherTrails = others,
        Warnings = trail.Warnings,
    };

    // Heads of several trails may be kept in one place; but where not one is of this trail, it is not the one they were kept for.
    private static TrailProblem? Replaced(TrailVerifierOptions options, VerifiedTrail trail, int others) => others > 0 && others == options.KnownHeads.Count
        ? new TrailProblem { Stream = "trail", Segment = "", Message = $"{trail.Id} is of none of the heads that were kept elsewhere: another trail stands in its place" }
        : null;
}
