namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Puts an upstream's credential on what the gateway asks for itself.</summary>
internal sealed class CredentialHandler(IUpstreamCredential credential, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await credential.ApplyAsync(request, call: null, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
