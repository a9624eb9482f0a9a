namespace Stoa.Mcp.Governance.Authentication.Tracing;

/// <summary>
/// What step 1 looks at, in its order, for <c>stoa auth explain</c>: the verifiers tell of each check before they make it, and a refusal belongs to the last one told.
/// Where nobody listens nothing is written, nor put together.
/// </summary>
internal sealed class VerificationTrace
{
    private static readonly AsyncLocal<VerificationTrace?> Ambient = new();

    private readonly List<VerificationCheck> _checks = [];

    /// <summary>That of the call under way, or null.</summary>
    public static VerificationTrace? Current => Ambient.Value;

    /// <summary>The checks so far. All but a last one that was refused have passed.</summary>
    public IReadOnlyList<VerificationCheck> Checks => _checks;

    /// <summary>From here on, for this flow of calls, checks are told of.</summary>
    public static VerificationTrace Begin() => Ambient.Value = new VerificationTrace();

    /// <summary>A check is about to be made.</summary>
    /// <param name="name">What is checked, the same for every credential of its kind.</param>
    /// <param name="found">What was found of it: parts of a credential that are no secret.</param>
    public void Check(string name, string? found = null) => _checks.Add(new VerificationCheck(name, found));

    /// <summary>The last check has failed.</summary>
    public void Fail(string reason)
    {
        if (_checks.Count == 0)
        {
            Check("credential");
        }

        _checks[^1] = _checks[^1] with { Refusal = reason };
    }
}
