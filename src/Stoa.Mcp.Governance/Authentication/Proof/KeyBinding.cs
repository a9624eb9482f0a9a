using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// What a token is bound to (<c>cnf</c>; RFC 7800, section 3.1): a key by its thumbprint (<c>jkt</c>; RFC 9449, section 6), a client
/// certificate by its hash (<c>x5t#S256</c>; RFC 8705, section 3.1), or both. A member that nobody here can check refuses the token, since
/// taking it as a bearer token would void the binding.
/// </summary>
/// <param name="Thumbprint">SHA-256 of the key, or empty.</param>
/// <param name="CertificateHash">SHA-256 of the certificate, or empty.</param>
internal sealed record KeyBinding(ReadOnlyMemory<byte> Thumbprint, ReadOnlyMemory<byte> CertificateHash)
{
    private const int HashCharacters = 43;

    public CallerConfirmation Confirmation => Thumbprint.Length > 0 ? CallerConfirmation.Dpop : CallerConfirmation.Certificate;

    /// <summary>The binding of a payload; null where it has none, or with a refusal where it cannot be checked.</summary>
    public static KeyBinding? Read(JsonElement payload, out string refusal)
    {
        refusal = "";
        if (!payload.TryGetProperty("cnf", out var confirmation))
        {
            return null;
        }

        if (!IsSupported(confirmation))
        {
            refusal = "The token is bound ('cnf') in a way that is not supported; 'jkt' and 'x5t#S256' are, each a SHA-256.";
            return null;
        }

        return new KeyBinding(Hash(confirmation, "jkt"), Hash(confirmation, "x5t#S256"));
    }

    // One member that cannot be checked voids the whole, whatever stands beside it.
    private static bool IsSupported(JsonElement confirmation) =>
        confirmation.ValueKind == JsonValueKind.Object
        && confirmation.EnumerateObject().Any()
        && confirmation.EnumerateObject().All(member => member.Name is "jkt" or "x5t#S256" && IsHash(member.Value));

    private static bool IsHash(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Length == HashCharacters;

    private static ReadOnlyMemory<byte> Hash(JsonElement confirmation, string member) =>
        StrictJws.Text(confirmation, member) is { } text ? StrictJws.Decode(text) : ReadOnlyMemory<byte>.Empty;
}
