using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>What every resource has before its spec.</summary>
/// <param name="Kind">The kind, one of those supported.</param>
/// <param name="Name"><c>metadata.name</c>; null where it is wrong.</param>
/// <param name="Namespace"><c>metadata.namespace</c>; null where it is absent or wrong.</param>
/// <param name="NameAt">Where the name stands.</param>
/// <param name="NamespaceAt">Where the namespace stands.</param>
/// <param name="Source"><c>file:line</c> of the document.</param>
internal sealed record ResourceHeader(string Kind, string? Name, string? Namespace, YamlValue NameAt, YamlValue NamespaceAt, string Source)
{
    /// <summary>The tenant that it is or belongs to; null where that is wrong, or where it belongs to none.</summary>
    public string? Tenant => Kind == ResourceKinds.Tenant ? Name : Namespace;

    /// <summary>Whether a resource of its kind may belong to no tenant, and so be offered to all.</summary>
    public bool CanBeShared => Kind is ResourceKinds.Tool or ResourceKinds.ToolSet;

    /// <summary>As messages name it: <c>ToolGrant acme/analytics</c>.</summary>
    public string Title => Kind == ResourceKinds.Tenant || Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
