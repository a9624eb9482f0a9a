namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>What stands in front of the server.</summary>
internal static class GatewayVariants
{
    public const string Direct = "direct";
    public const string Nginx = "nginx";
    public const string Bare = "bare";
    public const string Yarp = "yarp";
    public const string Buffered = "buffered";
    public const string BeforeAnswer = "before-answer";

    /// <summary>The published sidecar, where one is named.</summary>
    public const string Sidecar = "sidecar";

    /// <summary>All of them but the last, in the order of the report.</summary>
    public static readonly IReadOnlyList<string> All = [Direct, Nginx, Bare, Yarp, Buffered, BeforeAnswer];

    /// <summary>The process that is the server itself.</summary>
    public const string Upstream = "upstream";

    /// <summary>A server of the C# SDK in its place.</summary>
    public const string SdkUpstream = "sdk-upstream";

    /// <summary>The same with a tool that takes its time.</summary>
    public const string SlowUpstream = "slow-upstream";
}
