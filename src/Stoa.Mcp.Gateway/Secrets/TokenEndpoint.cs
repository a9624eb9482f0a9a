using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Asks token endpoints for access tokens (RFC 6749, section 3.2), as the client that the resource names.</summary>
internal sealed class TokenEndpoint(IHttpClientFactory clients, ISecretSource secrets, TimeProvider time)
{
    /// <summary>Name of the HTTP client, for hosts that must configure its handler (client certificates, a private authority).</summary>
    public const string Name = "Stoa.Mcp.Gateway.Tokens";

    private const int LargestAnswer = 64 * 1024;
    private const int LongestToken = 16 * 1024;

    // How long a token is used whose end the server does not say.
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="UpstreamCredentialException">There was no token to be had.</exception>
    public async Task<AccessToken> AskAsync(UpstreamAuth auth, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        try
        {
            // RFC 6749, section 2.3.1: both parts are form-encoded before they are joined.
            var secret = await secrets.GetAsync(auth.Secret, deadline.Token);
            using var request = new HttpRequestMessage(HttpMethod.Post, auth.TokenUrl) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Authorization = SecretReader.Basic($"{WebUtility.UrlEncode(auth.ClientId)}:{WebUtility.UrlEncode(secret)}");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var client = clients.CreateClient(Name);
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = LargestAnswer;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, deadline.Token);
            return Read(auth, response.StatusCode, await response.Content.ReadAsByteArrayAsync(deadline.Token));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            throw new UpstreamCredentialException($"The token endpoint {auth.TokenUrl} gave no token: {error.Message}", error);
        }
    }

    private AccessToken Read(UpstreamAuth auth, HttpStatusCode status, byte[] body)
    {
        if (status != HttpStatusCode.OK)
        {
            throw new UpstreamCredentialException($"The token endpoint {auth.TokenUrl} answered {(int)status}{ErrorOf(body)}; only 200 counts.");
        }

        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
        var answer = document.RootElement;
        if (Text(answer, "access_token") is not { Length: > 0 and <= LongestToken } token || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new UpstreamCredentialException($"The token endpoint {auth.TokenUrl} answered without a usable access_token.");
        }

        // RFC 6749, section 7.1: a token of a type that is not understood must not be used.
        if (!string.Equals(Text(answer, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw new UpstreamCredentialException($"The token endpoint {auth.TokenUrl} answered with a token_type other than Bearer.");
        }

        return new AccessToken(token, time.GetUtcNow() + UseFor(answer));
    }

    // A tenth of a short life is kept back, so that it is still a life.
    private static TimeSpan UseFor(JsonElement answer)
    {
        if (!answer.TryGetProperty("expires_in", out var expires) || expires.ValueKind != JsonValueKind.Number || !expires.TryGetDouble(out var seconds))
        {
            return UnknownLifetime;
        }

        var lifetime = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestLifetime.TotalSeconds));
        var kept = lifetime / 10;
        return lifetime - (kept < Skew ? kept : Skew);
    }

    // Its code alone (RFC 6749, section 5.2), and only of that alphabet: the rest may quote what was sent.
    private static string ErrorOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            return Text(document.RootElement, "error") is { Length: <= 64 } code && code.All(character => char.IsAsciiLetterLower(character) || character == '_') ? $" ({code})" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
