using System.Diagnostics;
using System.Net;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>
/// Makes the handler of every connection that resource files ask for: no redirect, no proxy, no cookie, no decompression, no header of its own, and
/// no connection before a look at the address.
/// </summary>
internal static class GuardedHandler
{
    public static SocketsHttpHandler Create(PrivateHosts hosts) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        ConnectCallback = hosts.ConnectAsync,
    };
}
