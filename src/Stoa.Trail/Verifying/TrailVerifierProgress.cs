namespace Stoa.Trail.Verifying;

/// <summary>How far a verification is.</summary>
/// <param name="BytesRead">Bytes of files read so far.</param>
/// <param name="TotalBytes">Bytes of all files when it began.</param>
/// <param name="Lines">Lines that have passed.</param>
public readonly record struct TrailVerifierProgress(long BytesRead, long TotalBytes, long Lines);
