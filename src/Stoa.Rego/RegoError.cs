namespace Stoa.Rego;

/// <summary>One error of a policy or of its evaluation.</summary>
/// <param name="Code">OPA's code, one of <see cref="RegoErrorCodes"/>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Location">Where, if that is known.</param>
/// <param name="Hint">What to do about it, if that is known.</param>
public sealed record RegoError(string Code, string Message, SourceLocation? Location = null, string? Hint = null)
{
    /// <summary><c>file:row:column: code: message (hint)</c>.</summary>
    public override string ToString() =>
        $"{(Location is { } at ? at + ": " : "")}{Code}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}
