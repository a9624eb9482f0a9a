namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>A candidate policy that is evaluated beside the one that decides (<c>Stoa:Policy:Shadow</c>).</summary>
public sealed class ShadowPolicyOptions
{
    /// <summary>Folder with the candidate, relative to the content root. <value>unset</value></summary>
    public string? Folder { get; set; }

    /// <summary>A bundle instead, signed by one of <c>Policy:BundleKeys</c> where there are any. <value>unset</value></summary>
    public string? Bundle { get; set; }

    /// <summary>File with the token that the bundle's server wants. <value>unset</value></summary>
    public string? BundleTokenFile { get; set; }

    /// <summary>Whether the candidate takes away from the shipped policy; with false it would decide alone. <value>true</value></summary>
    public bool Default { get; set; } = true;
}
