using System.Text;
using Stoa.Mcp.Governance.Resources.Tools;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Turns files into one state, or into everything that is wrong with them.</summary>
internal static class ResourceLoader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ResourceLoad Load(FolderContent content)
    {
        var errors = new List<ResourceError>(content.Errors);
        var resources = new DeclaredResources();
        var complete = errors.Count == 0;
        foreach (var file in content.Files)
        {
            complete &= LoadFile(file, resources, new FileErrors(file.Path, errors));
        }

        // With a file unread, a tenant that seems undeclared may well be declared in it.
        if (complete)
        {
            resources.RefuseUndeclaredTenants();
        }

        return errors.Count == 0
            ? new ResourceLoad(resources.ToSnapshot(content.Revision), errors)
            : new ResourceLoad(null, [.. errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)]);
    }

    /// <returns>Whether the whole file was readable as YAML.</returns>
    private static bool LoadFile(ResourceFile file, DeclaredResources resources, FileErrors errors)
    {
        if (Decode(file.Content, errors) is not { } text)
        {
            return false;
        }

        var documents = new List<YamlValue>();
        var complete = new YamlReader(errors).Read(text, documents);
        foreach (var document in documents)
        {
            LoadDocument(document, resources, errors);
        }

        return complete;
    }

    private static void LoadDocument(YamlValue value, DeclaredResources resources, FileErrors errors)
    {
        // Nothing between two separators, or a refusal that is already told.
        if (value is YamlScalar { IsNull: true } or YamlRefused)
        {
            return;
        }

        if (value is not YamlMap map)
        {
            errors.Add(value, $"a document is a mapping with apiVersion, kind, metadata and spec, and not {value.Describe()}");
            return;
        }

        var document = new FieldReader(map, "", errors);
        if (ResourceHeaderReader.Read(document, errors) is { } header)
        {
            LoadResource(header, document, resources, errors);
            document.RefuseOthers();
        }
    }

    private static void LoadResource(ResourceHeader header, FieldReader document, DeclaredResources resources, FileErrors errors)
    {
        var spec = document.Fields("spec");
        if (header.Kind == ResourceKinds.Tenant)
        {
            resources.Add(TenantReader.Read(header, spec), header, errors);
            return;
        }

        document.Require("spec", $"a mapping that says what is {(header.Kind == ResourceKinds.ToolGrant ? "granted" : "offered")}");
        if (spec is not null)
        {
            LoadSpec(header, spec, resources, errors);
        }
    }

    private static void LoadSpec(ResourceHeader header, FieldReader spec, DeclaredResources resources, FileErrors errors)
    {
        switch (header.Kind)
        {
            case ResourceKinds.Tool:
                if (ToolReader.Read(header, spec, errors) is { } tool)
                {
                    resources.Add(tool, header, errors);
                }

                break;
            case ResourceKinds.ToolSet:
                if (ToolSetReader.Read(header, spec) is { } toolSet)
                {
                    resources.Add(toolSet, header, errors);
                }

                break;
            default:
                resources.Add(ToolGrantReader.Read(header, spec, errors), header, errors);
                break;
        }
    }

    private static string? Decode(byte[] content, FileErrors errors)
    {
        try
        {
            return StrictUtf8.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + content.AsSpan(0, Math.Max(exception.Index, 0)).Count((byte)'\n');
            errors.Add(line, 1, "not UTF-8: save the file as UTF-8");
            return null;
        }
    }
}
