namespace Stoa.Mcp.Governance.Authorization;

/// <summary>What decides, and within which bounds (<c>Stoa:Policy</c>).</summary>
public sealed class PolicyOptions
{
    /// <summary>
    /// How long an engine may take before the call is denied with <c>policy_unavailable</c>; of the embedded engine also the deadline of one evaluation.
    /// More than 0, up to 1 minute. <value>1 second</value>
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many steps one evaluation may take: calls, and items gone through. 1,000 to 1,000,000,000. <value>1,000,000</value></summary>
    public long MaxSteps { get; set; } = 1_000_000;

    /// <summary>How much one evaluation may produce: items of collections, and characters of texts. 1,000 to 1,000,000,000. <value>10,000,000</value></summary>
    public long MaxOutput { get; set; } = 10_000_000;

    /// <summary>
    /// Whether the shipped policy decides, and yours, in the package <c>stoa.custom</c>, can take away from what it allows. With false yours
    /// decides alone, in the package <c>stoa.authz</c>. <value>true</value>
    /// </summary>
    public bool Default { get; set; } = true;

    /// <summary>Folder with policies of yours: <c>.rego</c>, <c>data.json</c>, <c>data.yaml</c>, relative to the content root. <value>unset</value></summary>
    public string? Folder { get; set; }

    /// <summary>A bundle of yours instead: a <c>.tar.gz</c> or a folder with a manifest, or an <c>https://</c> address of one. <value>unset</value></summary>
    public string? Bundle { get; set; }

    /// <summary>Keys that may have signed the bundle. With any, a bundle that is not signed by one of them is refused. <value>none</value></summary>
    public IList<PolicyBundleKeyOptions> BundleKeys { get; } = [];

    /// <summary>File with the token that the bundle's server wants, sent as <c>Authorization: Bearer</c>; read at each request. <value>unset</value></summary>
    public string? BundleTokenFile { get; set; }

    /// <summary>Largest bundle, in bytes. 1,024 to 1,073,741,824. <value>16,777,216</value></summary>
    public long MaxBundleBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often folder or bundle are looked at again, besides the file system's own notices. 1 second to 1 day. <value>5 seconds</value></summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Folder with STOA's argument rules in YAML (<c>policies[]</c>), which deny besides what the policy says; relative to the content root. <value>unset</value>
    /// </summary>
    public string? ArgumentRules { get; set; }

    /// <summary>Whether <c>input.action</c> is STOA's word instead of AuthZEN's object, for policies written for STOA. <value>false</value></summary>
    public bool ActionAsText { get; set; }

    /// <summary>Path of the section that these were read from, for messages.</summary>
    internal string Section { get; set; } = "Stoa:Policy";
}
