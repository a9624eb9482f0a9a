using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>Where an upstream is and how it is spoken to.</summary>
/// <param name="Transport">How.</param>
/// <param name="Options">Its name, its address unless it is a command, its limits.</param>
/// <param name="Command">The command, for <see cref="ToolSetTransport.Stdio"/>.</param>
/// <param name="Credential">What it is shown.</param>
internal sealed record UpstreamEndpoint(ToolSetTransport Transport, UpstreamOptions Options, AllowedCommand? Command, IUpstreamCredential Credential)
{
    /// <summary>The SDK's transport to it.</summary>
    /// <param name="listens">Whether to open the stream on which the server sends of its own accord.</param>
    /// <param name="loggers">Where the SDK logs.</param>
    public IClientTransport CreateTransport(bool listens, ILoggerFactory loggers)
    {
        if (Transport == ToolSetTransport.Stdio)
        {
            return Command!.CreateTransport(Options.Name, loggers);
        }

        var http = new HttpClient(new CredentialHandler(Credential, HttpUpstream.Handler(Options))) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        var transport = new HttpClientTransportOptions
        {
            Endpoint = new Uri(Options.Url!),
            Name = Options.Name,
            TransportMode = Transport == ToolSetTransport.Sse ? HttpTransportMode.Sse : HttpTransportMode.StreamableHttp,
            EnableStandaloneGetStream = listens,
            ConnectionTimeout = Options.ConnectTimeout,
        };
        return new HttpClientTransport(transport, http, loggers, ownsHttpClient: true);
    }
}
