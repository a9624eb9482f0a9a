namespace Stoa.Mcp.Governance.Resources;

/// <summary>Group, version and kinds of resource files.</summary>
internal static class ResourceKinds
{
    public const string ApiVersion = "gostoa.dev/v1alpha1";
    public const string Tenant = "Tenant";
    public const string ToolGrant = "ToolGrant";

    /// <summary>What is wrong with an <c>apiVersion</c>, or null.</summary>
    public static string? CheckApiVersion(string text) =>
        text == ApiVersion ? null : $"'{Shown.Value(text)}' is not supported here; supported: {ApiVersion}";

    /// <summary>What is wrong with a <c>kind</c>, or null.</summary>
    public static string? CheckKind(string text) =>
        text is Tenant or ToolGrant ? null : $"'{Shown.Value(text)}' is not supported here; supported: {Tenant}, {ToolGrant}";
}
