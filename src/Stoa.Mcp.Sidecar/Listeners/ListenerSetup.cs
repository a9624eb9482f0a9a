using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>Binds the listeners, with bounds on what a stranger can hold open.</summary>
internal sealed class ListenerSetup(ListenerPlan plan, CertificateFiles certificates, IOptions<SidecarHostOptions> host, IOptions<CallerAuthenticationOptions> authentication)
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = host.Value.RequestHeadersTimeout;

        // Kestrel counts for each listener: a crowd on the main one leaves health reachable.
        kestrel.Limits.MaxConcurrentConnections = host.Value.MaxConnections;

        Bind(kestrel, plan.Main, listener => Serve(listener, plan.Main, HttpProtocols.Http1AndHttp2));
        if (plan.Grpc is { } grpc)
        {
            Bind(kestrel, grpc, listener => Serve(listener, grpc, HttpProtocols.Http2));
        }

        Bind(kestrel, plan.Management, listener =>
        {
            listener.Protocols = HttpProtocols.Http1;
            listener.Use(next => connection =>
            {
                connection.Features.Set(ManagementConnection.Mark);
                return next(connection);
            });
        });
    }

    private void Serve(ListenOptions listener, ListenAddress address, HttpProtocols protocols)
    {
        // Without TLS there is nothing to agree on a protocol with.
        listener.Protocols = protocols == HttpProtocols.Http1AndHttp2 && !address.IsTls ? HttpProtocols.Http1 : protocols;
        if (address.IsTls)
        {
            certificates.Open();
            listener.UseHttps(Https());
        }
    }

    private HttpsConnectionAdapterOptions Https()
    {
        var https = new HttpsConnectionAdapterOptions { ServerCertificateSelector = (_, _) => certificates.Current };
        return host.Value.Tls.ClientCertificates || authentication.Value.Certificates.Enabled ? https.AcceptCallerCertificates() : https;
    }

    private static void Bind(KestrelServerOptions kestrel, ListenAddress address, Action<ListenOptions> configure)
    {
        if (address.IsLocalhost && address.Port != 0)
        {
            kestrel.ListenLocalhost(address.Port, configure);
        }
        else if (address.Address is null && !address.IsLocalhost)
        {
            kestrel.ListenAnyIP(address.Port, configure);
        }
        else
        {
            // Two addresses cannot share one free port.
            kestrel.Listen(address.Address ?? IPAddress.Loopback, address.Port, configure);
        }
    }
}
