namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>A key set in a file.</summary>
internal sealed class FileKeyDocument(string path) : IKeyDocument
{
    public Task<string> ReadAsync(CancellationToken cancellationToken) => File.ReadAllTextAsync(path, cancellationToken);
}
