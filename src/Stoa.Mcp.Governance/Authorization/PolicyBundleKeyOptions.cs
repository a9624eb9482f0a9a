namespace Stoa.Mcp.Governance.Authorization;

/// <summary>A key that may have signed the policy bundle (<c>Stoa:Policy:BundleKeys</c>).</summary>
public sealed class PolicyBundleKeyOptions
{
    /// <summary>What signatures call it (<c>keyid</c>). <value>required</value></summary>
    public string Id { get; set; } = "";

    /// <summary>File with the public key or certificate in PEM, or with the secret of an HS algorithm. <value>required</value></summary>
    public string File { get; set; } = "";

    /// <summary>The one algorithm that is taken from it. <value><c>RS256</c></value></summary>
    public string Algorithm { get; set; } = "RS256";
}
