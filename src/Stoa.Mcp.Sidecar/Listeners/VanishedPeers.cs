using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>
/// Has the system notice clients that vanish without a word (a link that is down sends no FIN), which an idle event stream alone would only
/// after many minutes: connections are probed while they are quiet, and what is not acknowledged in time ends them (RFC 5482).
/// </summary>
internal static class VanishedPeers
{
    private const int QuietSeconds = 15;
    private const int ProbeSeconds = 5;
    private const int Probes = 3;
    private const int UserTimeoutMilliseconds = 30_000;

    // TCP_USER_TIMEOUT of Linux, for which .NET has no name.
    private const int ProtocolTcp = 6;
    private const int UserTimeout = 18;

    public static void NoticeVanishedPeers(this IWebHostBuilder web) =>
        web.UseSockets(sockets => sockets.CreateBoundListenSocket = Listen);

    // What is set on a listening socket holds for the connections that it accepts.
    private static Socket Listen(EndPoint address)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        if (address is not IPEndPoint)
        {
            return socket;
        }

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, QuietSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> timeout = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(timeout, UserTimeoutMilliseconds);
            socket.SetRawSocketOption(ProtocolTcp, UserTimeout, timeout);
        }

        return socket;
    }
}
