namespace Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

/// <summary>What one reading of a key file gave.</summary>
/// <param name="Text">The file as it was; the same text is the same keys.</param>
/// <param name="Keys">Its keys, where nothing is wrong.</param>
/// <param name="Errors">Everything that is wrong, each with its place.</param>
internal sealed record ApiKeyFileContent(string Text, IReadOnlyList<ConfiguredApiKey> Keys, IReadOnlyList<string> Errors)
{
    public static ApiKeyFileContent Empty { get; } = new("", [], []);

    public static ApiKeyFileContent Wrong(params IEnumerable<string> errors) => new("", [], [.. errors]);
}
