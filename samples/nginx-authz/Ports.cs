using System.Net;
using System.Net.Sockets;

namespace NginxAuthz;

/// <summary>Where the three listen: as nginx.conf says, or anywhere.</summary>
internal sealed class Ports(bool anywhere)
{
    public int Nginx { get; } = anywhere ? Free() : 8080;

    public int Decisions { get; } = anywhere ? Free() : 8081;

    public int Server { get; } = anywhere ? Free() : 8090;

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
