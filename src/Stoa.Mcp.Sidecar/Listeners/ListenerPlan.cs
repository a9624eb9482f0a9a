using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>The listeners that the options ask for.</summary>
internal sealed class ListenerPlan(IOptions<SidecarHostOptions> host, IOptions<GatewayOptions> gateway)
{
    /// <summary>Governed.</summary>
    public ListenAddress Main => Parse(host.Value.Listen ?? $"http://127.0.0.1:{PortOf(gateway.Value.Mode)}");

    /// <summary>Governed, HTTP/2 alone.</summary>
    public ListenAddress? Grpc => host.Value.GrpcListen is { } listen ? Parse(listen) : null;

    /// <summary>Health and metrics.</summary>
    public ListenAddress Management => Parse(host.Value.Management);

    /// <summary>STOA's ports.</summary>
    public static int PortOf(string mode) => mode.ToLowerInvariant() switch
    {
        "edge-mcp" => 8080,
        "sidecar" => 8081,
        "shadow" => 8083,
        _ => 8082,
    };

    private static ListenAddress Parse(string text) => ListenAddress.TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is not an address to listen on; allowed: {ListenAddress.Allowed}.");
}
