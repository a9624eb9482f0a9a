using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.Proof;

namespace Stoa.Mcp.Governance.Authentication.Resource;

/// <summary>
/// What this server publishes of itself as an OAuth protected resource (RFC 9728). Its authorization servers are the configured issuers
/// and no others, so that a client is never sent to one whose tokens would be refused.
/// </summary>
internal sealed class ResourceMetadata(IOptions<CallerAuthenticationOptions> options)
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    /// <summary>The canonical resource URI: as configured, else the endpoint as the request addressed it.</summary>
    /// <param name="requested">Scheme, host and path of the MCP endpoint in this request; its host was checked at the edge.</param>
    public Uri ResourceFor(Uri requested)
    {
        var configured = options.Value.Resource.Resource;
        return configured is null ? new Uri(requested.GetLeftPart(UriPartial.Path)) : new Uri(configured);
    }

    /// <summary>Where the metadata of a resource is: the well-known part goes between host and path (RFC 9728, section 3.1).</summary>
    public static Uri MetadataUriFor(Uri resource) => new(
        resource.GetLeftPart(UriPartial.Authority) + WellKnown + (resource.AbsolutePath == "/" ? "" : resource.AbsolutePath) + resource.Query);

    /// <summary>Writes the document (RFC 9728, section 2). Credentials are read from headers only, so <c>header</c> is the one method.</summary>
    public void Write(IBufferWriter<byte> output, Uri resource)
    {
        var settings = options.Value;
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("resource", Text(resource));
        WriteList(writer, "authorization_servers", IssuersOf(settings));
        WriteList(writer, "scopes_supported", settings.Resource.ScopesSupported);
        WriteList(writer, "bearer_methods_supported", ["header"]);
        WriteList(writer, "dpop_signing_alg_values_supported", IssuersOf(settings).Any() ? ProofCheck.AlgorithmsOf(settings.Proof) : []);
        WriteText(writer, "resource_name", settings.Resource.ResourceName);
        WriteText(writer, "resource_documentation", settings.Resource.ResourceDocumentation);
        writer.WriteEndObject();
    }

    private static IEnumerable<string> IssuersOf(CallerAuthenticationOptions settings)
    {
        var issuers = settings.Jwt.Issuers.Select(issuer => issuer.Issuer);
        return settings.Introspection.Endpoint is null ? issuers : issuers.Append(settings.Introspection.Issuer).Distinct(StringComparer.Ordinal);
    }

    // As written, for clients compare it with the address they were given; but a root has no trailing slash in its canonical form.
    private static string Text(Uri resource) => resource is { AbsolutePath: "/", Query: "" }
        ? resource.OriginalString.TrimEnd('/')
        : resource.OriginalString;

    // A list without elements is left out, never written empty (RFC 9728, section 2 and 3.2).
    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        var list = values.ToArray();
        if (list.Length == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in list)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
