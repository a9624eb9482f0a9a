namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>Checks the API keys of the configuration.</summary>
internal static class ApiKeyOptionsCheck
{
    private const int HashDigits = 64;

    public static void Check(ApiKeyAuthenticationOptions options, string path, OptionsErrors errors)
    {
        foreach (var (index, key) in options.Keys.Index())
        {
            Check(key, $"{path}:Keys:{index}", errors);
        }

        errors.Require(options.File is not "", $"{path}:File", options.File, "leave it out, or name a file.");
        errors.RequireDistinct(options.Keys.Select(key => key.Id), index => $"{path}:Keys:{index}:Id");
    }

    private static void Check(ConfiguredApiKey key, string path, OptionsErrors errors)
    {
        errors.RequireText(key.Id, $"{path}:Id");
        errors.RequireText(key.Subject, $"{path}:Subject");
        errors.RequireText(key.Tenant, $"{path}:Tenant");

        // Not quoted: whoever pasted the key itself here should not find it in a log as well.
        errors.Require(key.SecretHash.Length == HashDigits && key.SecretHash.All(char.IsAsciiHexDigit), $"{path}:SecretHash",
            $"{key.SecretHash.Length} characters", "the SHA-256 of the secret is needed, in 64 hex digits.");
        errors.RequireTexts(key.Scopes, $"{path}:Scopes");
        errors.RequireTexts(key.Roles, $"{path}:Roles");
    }
}
