namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>A proof as the one strict reading has it (RFC 9449, section 4.2). Nothing in it is verified yet.</summary>
internal sealed class ProofReading
{
    public required string Algorithm { get; init; }

    public required ProofKey Key { get; init; }

    public required string Id { get; init; }

    public required string Method { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required string TokenHash { get; init; }

    public string? Nonce { get; init; }

    /// <summary>What was signed.</summary>
    public required byte[] Signed { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }
}
