namespace Stoa.Rego;

/// <summary>What bundles may be. Exceeding a limit is a <see cref="RegoBundleException"/>.</summary>
public sealed class RegoBundleOptions
{
    /// <summary>How many bytes an archive may have as it is stored.</summary>
    /// <value>64 MiB.</value>
    public long MaxArchiveBytes { get; set; } = 64L << 20;

    /// <summary>How many bytes all files may have together, unpacked. At most 2,147,483,591 for archives.</summary>
    /// <value>256 MiB.</value>
    public long MaxUnpackedBytes { get; set; } = 256L << 20;

    /// <summary>How many files there may be.</summary>
    /// <value>10,000.</value>
    public int MaxFiles { get; set; } = 10_000;

    /// <summary>How signatures are verified. With it, a bundle that is not signed is refused.</summary>
    /// <value><see langword="null"/>: bundles are not verified, and one that is signed is refused.</value>
    public RegoBundleVerification? Verification { get; set; }

    /// <summary>Whether a signed bundle is taken without being verified.</summary>
    /// <value><see langword="false"/>.</value>
    public bool IgnoreSignatures { get; set; }

    internal static RegoBundleOptions Default { get; } = new();
}
