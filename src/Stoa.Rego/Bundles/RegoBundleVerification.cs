namespace Stoa.Rego;

/// <summary>How the signature of a bundle is verified.</summary>
public sealed class RegoBundleVerification
{
    /// <summary>The keys that may have signed.</summary>
    /// <value>None; at least one is needed.</value>
    public IList<RegoBundleKey> Keys { get; } = [];

    /// <summary>The key that must have signed, or null for the one that the signature names.</summary>
    /// <value><see langword="null"/>.</value>
    public string? KeyId { get; set; }

    /// <summary>The scope that the signature must have.</summary>
    /// <value>None: the signature must have none either.</value>
    public string Scope { get; set; } = "";

    /// <summary>Files that need not be signed: paths in the bundle, where <c>*</c> and <c>?</c> stand for anything within a folder.</summary>
    /// <value>None.</value>
    public IList<string> ExcludedFiles { get; } = [];
}
