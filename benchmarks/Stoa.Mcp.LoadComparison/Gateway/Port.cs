using System.Net;
using System.Net.Sockets;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>A port for a process that cannot say which one it took.</summary>
internal static class Port
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends once something listens; false where nothing does in time.</summary>
    public static async Task<bool> OpensAsync(int port)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }
}
