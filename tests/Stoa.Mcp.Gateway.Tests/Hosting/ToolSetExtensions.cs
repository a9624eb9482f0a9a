using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Hosting;

/// <summary>Servers behind an edge, as resources.</summary>
internal static class ToolSetExtensions
{
    /// <summary>A server over HTTP. <paramref name="more"/> is YAML of its spec, in flow style, such as <c>excludedTools: [x]</c>.</summary>
    public static GovernedServerBuilder ToolSet(
        this GovernedServerBuilder parts, string name, Uri url, string? tenant = null, string? prefix = null, string? more = null, string transport = "streamable-http") =>
        parts.Resources(Declaration(name, $"{{ url: '{url.AbsoluteUri}', transport: {transport} }}", tenant, prefix, more));

    /// <summary>A server that is a command.</summary>
    public static GovernedServerBuilder Command(this GovernedServerBuilder parts, string name, string command, string? prefix = null) =>
        parts.Resources(Declaration(name, $"{{ command: {command}, transport: stdio }}", null, prefix, null));

    public static string Declaration(string name, string upstream, string? tenant = null, string? prefix = null, string? more = null) =>
        $"{{ apiVersion: gostoa.dev/v1alpha1, kind: ToolSet, metadata: {{ name: {name}{(tenant is null ? "" : $", namespace: {tenant}")} }}, "
        + $"spec: {{ upstream: {upstream}{(prefix is null ? "" : $", prefix: '{prefix}'")}{(more is null ? "" : ", " + more)} }} }}\n";
}
