namespace Stoa.Cli;

/// <summary>Something that the user can put right: shown as it is, never with a stack trace.</summary>
internal sealed class UserError(string message, string? hint = null) : Exception(message)
{
    public string? Hint { get; } = hint;
}
