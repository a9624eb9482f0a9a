using System.Net;
using System.Net.Sockets;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Connects to an address only after looking at it: the name was resolved here, so what is checked is what is connected to, and a
/// name that changes its mind between check and use gains nothing.
/// </summary>
internal static class GuardedConnection
{
    /// <summary>Connects to where keys are fetched from: in a private network too, on this machine only where the operator wrote so.</summary>
    public static ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var allowLoopback = IsLoopbackName(context.DnsEndPoint.Host);
        return ConnectAsync(context, address => NetworkAddress.IsUsable(address, allowLoopback), "keys may be fetched from", cancellationToken);
    }

    /// <summary>Connects to the first address of the host that is allowed.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="isAllowed">Whether an address may be connected to.</param>
    /// <param name="purpose">What such addresses are for, for the message.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="HttpRequestException">None of the host's addresses is allowed.</exception>
    public static ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, Func<IPAddress, bool> isAllowed, string purpose, CancellationToken cancellationToken) =>
        ConnectAsync(context, Dns.GetHostAddressesAsync, isAllowed, purpose, cancellationToken);

    /// <summary>Connects to the first address of the host that is allowed, of those that one question for its name brought.</summary>
    internal static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync,
        Func<IPAddress, bool> isAllowed,
        string purpose,
        CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = await resolveAsync(endPoint.Host, cancellationToken);
        var usable = Array.FindAll(addresses, address => isAllowed(address));
        if (usable.Length == 0)
        {
            throw new HttpRequestException($"'{endPoint.Host}' has no address that {purpose}.");
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
    internal static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
