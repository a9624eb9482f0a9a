using System.Net;
using System.Net.Sockets;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Connects to an address only after looking at it: the name was resolved here, so what is checked is what is connected to, and a
/// name that changes its mind between check and use gains nothing.
/// </summary>
internal static class GuardedConnection
{
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        var allowLoopback = IsLoopbackName(endPoint.Host);
        var usable = Array.FindAll(addresses, address => NetworkAddress.IsUsable(address, allowLoopback));
        if (usable.Length == 0)
        {
            throw new HttpRequestException($"'{endPoint.Host}' has no address that keys may be fetched from.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Loopback only where the operator wrote it: a public name that resolves to it is an attack.
    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
