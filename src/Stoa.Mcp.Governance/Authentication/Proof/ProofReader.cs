using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>Reads a proof by <see cref="StrictJws"/>.</summary>
internal static class ProofReader
{
    private const int LongestProof = 8 * 1024;
    private const int LongestId = 128;
    private const string ProofType = "dpop+jwt";

    /// <summary>The reading, or null with the reason why there is none.</summary>
    public static ProofReading? Read(string proof, IReadOnlyCollection<string> algorithms, out string refusal)
    {
        if (proof.Length > LongestProof)
        {
            refusal = $"It is longer than {LongestProof} characters.";
            return null;
        }

        try
        {
            if (!JwtForm.Matches(proof) || StrictJws.Split(proof) is not [var first, var second, var third])
            {
                refusal = "It is not a signed JWT of three parts.";
                return null;
            }

            using var header = StrictJws.ParseObject(first);
            using var payload = StrictJws.ParseObject(second);
            var signed = Encoding.ASCII.GetBytes(proof[..(proof.Length - third.Length - 1)]);
            return Read(header.RootElement, payload.RootElement, signed, StrictJws.Decode(third), algorithms, out refusal);
        }
        catch (Exception exception) when (StrictJws.IsFault(exception))
        {
            refusal = "Its parts are not base64url of strict JSON without duplicate members.";
            return null;
        }
    }

    private static ProofReading? Read(
        JsonElement header, JsonElement payload, byte[] signed, ReadOnlyMemory<byte> signature, IReadOnlyCollection<string> algorithms, out string refusal)
    {
        refusal = RefuseHeader(header, algorithms) ?? RefusePayload(payload) ?? "";
        if (refusal.Length > 0)
        {
            return null;
        }

        var algorithm = StrictJws.Text(header, "alg")!;
        if (!header.TryGetProperty("jwk", out var jwk) || ProofKey.Read(jwk, algorithm) is not { } key)
        {
            refusal = "Its 'jwk' is missing, does not fit its 'alg', or is not a public key alone.";
            return null;
        }

        return new ProofReading
        {
            Algorithm = algorithm,
            Key = key,
            Id = StrictJws.Text(payload, "jti")!,
            Method = StrictJws.Text(payload, "htm")!,
            Address = StrictJws.Text(payload, "htu")!,
            IssuedAt = StrictJws.Date(payload, "iat")!.Value,
            TokenHash = StrictJws.Text(payload, "ath")!,
            Nonce = StrictJws.Text(payload, "nonce"),
            Signed = signed,
            Signature = signature,
        };
    }

    private static string? RefuseHeader(JsonElement header, IReadOnlyCollection<string> algorithms)
    {
        if (StrictJws.Text(header, "typ") != ProofType)
        {
            return $"Its 'typ' is not {ProofType}.";
        }

        return StrictJws.Text(header, "alg") is not { } algorithm || !algorithms.Contains(algorithm)
            ? "Its 'alg' is not among Stoa:Authentication:Proof:Algorithms."
            : StrictJws.RefuseExtensions(header);
    }

    private static string? RefusePayload(JsonElement payload)
    {
        if (StrictJws.Text(payload, "jti") is not { Length: > 0 and <= LongestId })
        {
            return $"Its 'jti' is missing, empty or longer than {LongestId} characters.";
        }

        return StrictJws.Text(payload, "htm") is null || StrictJws.Text(payload, "htu") is null
            || StrictJws.Text(payload, "ath") is null || StrictJws.Date(payload, "iat") is null
                ? "It lacks 'htm', 'htu', 'iat' or 'ath'."
                : null;
    }
}
