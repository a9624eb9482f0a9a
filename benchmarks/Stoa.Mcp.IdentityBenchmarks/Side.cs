namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>One way to verify a credential.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="IsRemembered">Whether the same credential was verified before.</param>
/// <param name="VerifyAsync">Verifies the credential of the n-th call; throws where it is refused.</param>
internal sealed record Side(string Name, bool IsRemembered, Func<int, ValueTask> VerifyAsync)
{
    private const int DearerBy = 10;

    public int Share(int calls) => IsRemembered ? calls : Math.Max(1, calls / DearerBy);
}
