namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>A key set at a configured address.</summary>
internal sealed class HttpKeyDocument(KeyDocumentClient client, Uri address) : IKeyDocument
{
    public Task<string> ReadAsync(CancellationToken cancellationToken) => client.GetAsync(address, cancellationToken);
}
