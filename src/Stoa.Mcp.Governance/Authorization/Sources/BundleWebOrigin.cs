using System.Net;
using System.Net.Http.Headers;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>A bundle from a web server, asked for again with the entity tag it last had (RFC 9110, section 13.1.2). Follows no redirect.</summary>
internal sealed class BundleWebOrigin : IPolicyOrigin
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Uri _address;
    private readonly string? _tokenFile;
    private readonly BundleReader _reader;
    private readonly HttpClient _http;
    private EntityTagHeaderValue? _tag;

    public BundleWebOrigin(Uri address, string? tokenFile, BundleReader reader, HttpMessageHandler? handler = null)
    {
        _address = address;
        _tokenFile = tokenFile;
        _reader = reader;
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Patience,
        };
        Name = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>The address without what may be a secret in it.</summary>
    public string Name { get; }

    public string? Watched => null;

    /// <inheritdoc />
    public async Task<PolicySources?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = await RequestAsync(cancellationToken);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified && _tag is not null)
            {
                return null;
            }

            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, cancellationToken)
                : throw Failed($"the server answers {(int)response.StatusCode}", null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failed(error is OperationCanceledException ? $"no answer within {Patience.TotalSeconds} s" : error.Message, error);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<PolicySources> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Headers came in time; the body must too.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        var archive = await _reader.ReadBoundedAsync(stream, Name, patience.Token);
        var sources = await _reader.ReadAsync(archive, Name, cancellationToken);
        _tag = response.Headers.ETag;
        return sources;
    }

    private async Task<HttpRequestMessage> RequestAsync(CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _address);
        if (_tag is not null)
        {
            request.Headers.IfNoneMatch.Add(_tag);
        }

        if (_tokenFile is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(_tokenFile, cancellationToken)).Trim());
        }

        return request;
    }

    private PolicyLoadException Failed(string reason, Exception? error) =>
        new([new PolicyError(Name, 0, 0, $"the bundle cannot be fetched: {reason}")], error);
}
