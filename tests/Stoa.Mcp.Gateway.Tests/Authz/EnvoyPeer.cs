using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;
using Stoa.Mcp.Gateway.Authz.Grpc.Core;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Asks as an Envoy does over gRPC, on real HTTP/2 without TLS.</summary>
internal static class EnvoyPeer
{
    public static Task<GovernedServer> StartAsync(Action<GovernedServerBuilder> configure, params (string, string?)[] settings) => AuthzServer.StartAsync(
        parts =>
        {
            configure(parts);
            parts.Services(services => services.Configure<KestrelServerOptions>(kestrel =>
                kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)));
        },
        settings);

    public static CheckRequest Request(string tool) => new()
    {
        Attributes = new AttributeContext
        {
            Source = new AttributeContext.Types.Peer { Address = new Address { SocketAddress = new Stoa.Mcp.Gateway.Authz.Grpc.Core.SocketAddress { Address = "203.0.113.9" } } },
            Request = new AttributeContext.Types.Request
            {
                Http = new AttributeContext.Types.HttpRequest
                {
                    Method = "POST",
                    Path = "/mcp",
                    Host = "localhost",
                    Scheme = "https",
                    Body = ByteString.CopyFromUtf8(Question.Message("tools/call", tool)),
                    Headers =
                    {
                        [":authority"] = "localhost",
                        [":path"] = "/mcp",
                        ["authorization"] = "Bearer acme" + Canary.Key,
                        ["content-type"] = "application/json",
                        ["accept"] = "application/json, text/event-stream",
                        ["mcp-protocol-version"] = "2025-11-25",
                        ["x-forwarded-for"] = "198.51.100.1",
                    },
                },
            },
        },
    };

    public static async Task<CheckResponse> CheckAsync(GovernedServer server, CheckRequest request)
    {
        using var response = await SendAsync(server, Frame(request.ToByteArray()));
        return await ReadAsync(response);
    }

    public static async Task<CheckResponse> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        var frame = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal(frame.Length - 5, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)));
        return CheckResponse.Parser.ParseFrom(frame, 5, frame.Length - 5);
    }

    public static async Task<HttpResponseMessage> SendAsync(GovernedServer server, byte[] frame)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/envoy.service.auth.v3.Authorization/Check"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return await client.SendAsync(request);
    }

    public static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
