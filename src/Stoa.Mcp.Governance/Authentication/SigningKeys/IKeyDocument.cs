namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>Where an issuer's JSON Web Key Set is read from.</summary>
internal interface IKeyDocument
{
    /// <summary>Reads the key set's text. Any exception means that it could not be had.</summary>
    Task<string> ReadAsync(CancellationToken cancellationToken);
}
