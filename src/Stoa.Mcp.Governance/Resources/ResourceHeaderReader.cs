using Stoa.Mcp.Governance.Resources.Tools;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</summary>
internal static class ResourceHeaderReader
{
    /// <summary>The header, or null where the kind is not known: then nothing more of the document can be judged.</summary>
    public static ResourceHeader? Read(FieldReader document, FileErrors errors)
    {
        document.Require("apiVersion", ResourceKinds.ApiVersion);
        document.Require("kind", ResourceKinds.Choice);
        var version = document.Text("apiVersion", ResourceKinds.CheckApiVersion);
        var kind = document.Text("kind", ResourceKinds.CheckKind);
        if (version is null || kind is null)
        {
            return null;
        }

        document.Require("metadata", "a mapping with name");
        var metadata = document.Fields("metadata");
        var (name, space) = metadata is null ? (null, null) : ReadMetadata(metadata, kind);
        return new ResourceHeader(kind, name, space, At(metadata, "name", document), At(metadata, "namespace", document), errors.SourceOf(document.Map));
    }

    private static (string? Name, string? Namespace) ReadMetadata(FieldReader metadata, string kind)
    {
        metadata.Require("name", "the name of the resource");
        var name = metadata.Text("name", kind == ResourceKinds.Tool ? TextRules.ToolName : NameRules.Name);
        var space = metadata.Text("namespace", NameRules.Name);
        if (kind == ResourceKinds.ToolGrant)
        {
            metadata.Require("namespace", "the tenant that the grant belongs to");
        }
        else if (kind == ResourceKinds.Tenant && name is not null && space is not null && space != name)
        {
            metadata.Wrong("namespace", $"'{space}' differs from metadata.name '{name}': a tenant's namespace is its name; leave it out or repeat the name");
        }

        // Whatever tools of the field put there; nothing of it is read.
        metadata.Fields("labels");
        metadata.Fields("annotations");
        metadata.RefuseOthers();
        return (name, space);
    }

    private static YamlValue At(FieldReader? metadata, string field, FieldReader document) =>
        metadata is not null && metadata.Map.Entries.TryGetValue(field, out var entry) ? entry.Value : document.Map;
}
