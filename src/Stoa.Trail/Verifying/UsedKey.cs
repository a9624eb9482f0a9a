namespace Stoa.Trail.Verifying;

/// <summary>A key that heads were signed with.</summary>
/// <param name="Id">Base64url of the SHA-256 over its SubjectPublicKeyInfo.</param>
/// <param name="Heads">How many heads it signed.</param>
public sealed record UsedKey(string Id, long Heads);
