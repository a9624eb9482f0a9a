namespace Stoa.Mcp.Governance.Resources;

/// <summary>Group, version and kinds of resource files.</summary>
internal static class ResourceKinds
{
    public const string ApiVersion = "gostoa.dev/v1alpha1";
    public const string Tenant = "Tenant";
    public const string ToolGrant = "ToolGrant";
    public const string Tool = "Tool";
    public const string ToolSet = "ToolSet";

    private const string Supported = $"{Tenant}, {ToolGrant}, {Tool}, {ToolSet}";

    /// <summary>What <c>kind</c> may be, for messages.</summary>
    public const string Choice = $"{Tenant}, {ToolGrant}, {Tool} or {ToolSet}";

    /// <summary>What is wrong with an <c>apiVersion</c>, or null.</summary>
    public static string? CheckApiVersion(string text) =>
        text == ApiVersion ? null : $"'{Shown.Value(text)}' is not supported here; supported: {ApiVersion}";

    /// <summary>What is wrong with a <c>kind</c>, or null.</summary>
    public static string? CheckKind(string text) =>
        text is Tenant or ToolGrant or Tool or ToolSet ? null : $"'{Shown.Value(text)}' is not supported here; supported: {Supported}";
}
