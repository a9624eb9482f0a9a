using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>Asks the authorization server about a token (RFC 7662, section 2.1): under the rules by which keys are fetched, and no answer above 64 KiB.</summary>
internal sealed class IntrospectionClient(IHttpClientFactory clients, IntrospectionOptions options)
{
    /// <summary>Name of the HTTP client, for hosts that must configure its handler.</summary>
    public const string Name = "Stoa.Mcp.Governance.Introspection";

    private const int LargestAnswer = 64 * 1024;

    /// <summary>A handler that neither follows a redirect nor connects to an address that no such server has.</summary>
    public static SocketsHttpHandler CreateHandler()
    {
        var handler = KeyDocumentClient.CreateHandler();
        handler.ConnectCallback = static (context, cancellationToken) =>
        {
            var allowLoopback = GuardedConnection.IsLoopbackName(context.DnsEndPoint.Host);
            return GuardedConnection.ConnectAsync(
                context, address => NetworkAddress.IsUsable(address, allowLoopback), "tokens may be introspected at", cancellationToken);
        };
        return handler;
    }

    /// <summary>The answer's bytes.</summary>
    /// <exception cref="HttpRequestException">Not an answer of JSON with status 200, or one that is too large.</exception>
    public async Task<byte[]> AskAsync(string token, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Name);
        client.MaxResponseContentBufferSize = LargestAnswer;
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Endpoint)
        {
            Content = new FormUrlEncodedContent([new("token", token), new("token_type_hint", "access_token")]),
        };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", await CredentialsAsync(cancellationToken));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            throw new HttpRequestException(
                $"{options.Endpoint} answered {(int)response.StatusCode}; only JSON with 200 counts, redirects are not followed.");
        }

        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    // Encoded before they are joined (RFC 6749, section 2.3.1): either may hold a colon.
    private async Task<string> CredentialsAsync(CancellationToken cancellationToken)
    {
        var secret = options.ClientSecretFile is null
            ? options.ClientSecret!
            : (await File.ReadAllTextAsync(options.ClientSecretFile, cancellationToken)).Trim();
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{WebUtility.UrlEncode(options.ClientId)}:{WebUtility.UrlEncode(secret)}"));
    }
}
