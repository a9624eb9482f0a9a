using System.Net;
using System.Text;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>Fetches key documents from configured addresses: no redirect, no proxy, no cookie, 1 MiB at most.</summary>
internal sealed class KeyDocumentClient(IHttpClientFactory clients)
{
    /// <summary>Name of the HTTP client, for hosts that must configure its handler.</summary>
    public const string Name = "Stoa.Mcp.Governance.SigningKeys";

    private const int LargestDocument = 1024 * 1024;

    /// <summary>The handler: one that neither follows a redirect nor connects to an address that keys never come from.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = GuardedConnection.ConnectAsync,
    };

    /// <exception cref="HttpRequestException">Not an answer with status 200, or one that is too large.</exception>
    public async Task<string> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Name);
        client.MaxResponseContentBufferSize = LargestDocument;
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{address} answered {(int)response.StatusCode}; only 200 counts, redirects are not followed.");
        }

        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}
