using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>
/// Marks a connection that came in on the management listener. Put on the connection where it is accepted, never read off a request: no header, path or
/// port that a caller names can move a request from one listener to the other.
/// </summary>
internal sealed class ManagementConnection
{
    public static readonly ManagementConnection Mark = new();

    private ManagementConnection()
    {
    }

    public static bool Is(HttpContext context) => context.Features.Get<ManagementConnection>() is not null;
}
