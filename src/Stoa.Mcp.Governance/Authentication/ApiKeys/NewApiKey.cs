namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>A key that was just made.</summary>
public sealed class NewApiKey
{
    internal NewApiKey(string text, ApiKeyRecord record)
    {
        Text = text;
        Record = record;
    }

    /// <summary>The key itself. Shown once, to whoever will use it; it cannot be had again.</summary>
    public string Text { get; }

    /// <summary>What to store; take a copy <c>with</c> scopes, roles and an end.</summary>
    public ApiKeyRecord Record { get; }
}
