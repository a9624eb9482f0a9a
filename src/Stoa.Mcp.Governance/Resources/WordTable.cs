namespace Stoa.Mcp.Governance.Resources;

/// <summary>The words that a field takes, and what each means.</summary>
internal sealed class WordTable<T>(params (string Word, T Meaning)[] words)
    where T : struct
{
    public T Read(string word) => words.First(entry => entry.Word == word).Meaning;

    /// <summary>The words, for messages.</summary>
    public string Words => string.Join(", ", words.Select(entry => entry.Word));

    /// <summary>What is wrong with a word, or null.</summary>
    public string? Check(string text) => words.Any(entry => entry.Word == text)
        ? null
        : $"'{Shown.Value(text)}' is unknown; allowed: {Words}";
}
