namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>The signature algorithms there are (RFC 7518, section 3.1): asymmetric ones only.</summary>
internal static class JwtAlgorithms
{
    public static readonly IReadOnlyList<string> Supported =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static readonly IReadOnlyList<string> Default = ["RS256", "PS256", "ES256"];

    public static bool IsRsa(string algorithm) => algorithm[0] is 'R' or 'P';

    /// <summary>The only curve an ECDSA algorithm goes with.</summary>
    public static string CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => "P-256",
        "ES384" => "P-384",
        "ES512" => "P-521",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an ECDSA algorithm."),
    };
}
