namespace Stoa.Trail.Verifying;

/// <summary>How far one verification is, told to whoever wants to know.</summary>
internal sealed class VerifierRun(TrailVerifierOptions options, long totalBytes, CancellationToken cancellationToken)
{
    private long _segmentsBytes;

    public TimeSpan Patience => options.Patience;

    public CancellationToken CancellationToken => cancellationToken;

    public long Lines { get; set; }

    public void Report(SegmentFile segment, long read)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // How much of a compressed file was read is not known before its end.
        options.Progress?.Report(new TrailVerifierProgress(_segmentsBytes + (segment.IsCompressed ? 0 : read), totalBytes, Lines));
    }

    public void End(SegmentFile segment) => _segmentsBytes += segment.Length;
}
