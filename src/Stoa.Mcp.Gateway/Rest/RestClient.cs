using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Sends a request to an API and reads the answer within the bounds of size and time.</summary>
internal sealed class RestClient(IHttpClientFactory clients, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Name of the HTTP client, for hosts that must configure its handler (client certificates, a private authority).</summary>
    public const string Name = "Stoa.Mcp.Gateway.Rest";

    /// <summary>How much of the body of an error status is read, in bytes.</summary>
    private const int ErrorBytes = 2_048;

    private readonly RestOptions _options = options.Value.Rest;

    /// <exception cref="RestFault">There was no answer, or none that can be used.</exception>
    public async Task<RestAnswer> SendAsync(HttpRequestMessage request, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout ?? _options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var sentence = RestSentences.Unreachable;
        try
        {
            using var client = clients.CreateClient(Name);
            client.Timeout = Timeout.InfiniteTimeSpan;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            sentence = RestSentences.BrokenOff;
            return await ReadAsync(response, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RestFault(RestSentences.Late, $"It took longer than {timeout ?? _options.Timeout}.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new RestFault(sentence, error.Message, error);
        }
    }

    private async Task<RestAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var headers = response.Content.Headers;
        if (status is < 200 or (>= 300 and < 400))
        {
            throw new RestFault(RestSentences.Redirect, $"It answered {status}.");
        }

        var isError = status >= 400;
        if (headers.ContentEncoding.Count > 0 && !isError)
        {
            throw new RestFault(RestSentences.Type, $"It answered in the encoding {headers.ContentEncoding.First()}, which was not asked for.");
        }

        var most = isError ? ErrorBytes : _options.MaxResponseBytes;
        if (!isError && headers.ContentLength > most)
        {
            throw TooLarge();
        }

        var (body, isWhole) = await ReadAsync(response.Content, most, cancellationToken);
        return isWhole || isError ? AnswerOf(status, body, headers) : throw TooLarge();
    }

    private static RestAnswer AnswerOf(int status, byte[] body, HttpContentHeaders headers)
    {
        // Encoded bytes of an error are nothing that could be shown.
        var type = headers.ContentEncoding.Count > 0 ? null : headers.ContentType;
        return new RestAnswer(status, body, type?.MediaType?.ToLowerInvariant(), type?.CharSet?.Trim('"').ToLowerInvariant());
    }

    private static async Task<(byte[] Body, bool IsWhole)> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = most - (int)body.Length;
            body.Write(buffer, 0, Math.Min(read, room));
            if (read > room)
            {
                return (body.ToArray(), false);
            }
        }

        return (body.ToArray(), true);
    }

    private RestFault TooLarge() => new(RestSentences.TooLarge, $"Its answer has more than Rest:MaxResponseBytes, which is {_options.MaxResponseBytes}.");
}
