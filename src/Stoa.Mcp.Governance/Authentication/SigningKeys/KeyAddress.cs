using System.Diagnostics.CodeAnalysis;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>Which addresses keys may come from: HTTPS, or in development HTTP from a loopback host.</summary>
internal static class KeyAddress
{
    public static bool TryRead(string? text, bool allowInsecureLoopback, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && allowInsecureLoopback && address.IsLoopback));
}
