namespace Stoa.Cli.Keys;

/// <summary>What a key file may say, checked before it is written there.</summary>
internal static class KeyText
{
    private const int Longest = 256;

    public static string Check(string option, string text) => text.Length is > 0 and <= Longest && !text.Any(char.IsControl) && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new UserError($"{option} takes 1 to {Longest} characters without control characters");

    public static string? CheckIfGiven(string option, string? text) => text is null ? null : Check(option, text);

    public static string CheckWord(string option, string text) =>
        Check(option, text).Contains(' ', StringComparison.Ordinal) ? throw new UserError($"{option} takes one word", $"Give {option} once for each.") : text;
}
