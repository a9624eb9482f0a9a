namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>How proofs of possession are judged (<c>Stoa:Authentication:Proof</c>; RFC 9449).</summary>
public sealed class ProofOptions
{
    internal const int DefaultReplayEntriesPerKey = 10_000;

    /// <summary>Accepted <c>alg</c> values of proofs out of RS, PS and ES with 256, 384 or 512.</summary>
    /// <value><c>ES256</c>, <c>PS256</c>, <c>RS256</c> when empty</value>
    public IList<string> Algorithms { get; set; } = [];

    /// <summary>How old a proof may be, by its <c>iat</c>. From 1 second to 5 minutes.</summary>
    /// <value>60 seconds</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How far clocks may differ, both ways. From 0 to 60 seconds.</summary>
    /// <value>5 seconds</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Most proofs remembered at a time, so that none is taken twice; each until its window ends. Beyond it proofs are refused.
    /// From 1,000 to 10,000,000, at some 100 bytes each.
    /// </summary>
    /// <value>100,000</value>
    public int ReplayEntries { get; set; } = 100_000;

    /// <summary>
    /// Most proofs of one key remembered at a time, so that who holds one good token does not shut out the others. Beyond it only that key's proofs are refused.
    /// From 1 to <see cref="ReplayEntries"/>.
    /// </summary>
    /// <value>unset: 10,000, or <see cref="ReplayEntries"/> where that is less</value>
    public int? ReplayEntriesPerKey { get; set; }

    /// <summary>Whether a proof must carry a nonce that this server gave (RFC 9449, section 9).</summary>
    /// <value>false</value>
    public bool RequireNonce { get; set; }

    /// <summary>How long a nonce is accepted. From 10 seconds to 1 hour.</summary>
    /// <value>5 minutes</value>
    public TimeSpan NonceLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>File with the key of nonces, base64 of 32 random bytes: for several instances that must know each other's.</summary>
    /// <value>unset: a random key for the life of the process</value>
    public string? NonceKeyFile { get; set; }
}
