using System.CommandLine;
using System.CommandLine.Parsing;
using Stoa.Rego;

namespace Stoa.Cli.Policy;

/// <summary>The options that say which bundles to load, and how to verify them.</summary>
internal sealed class BundleOptions
{
    private readonly Option<string[]> _bundles = new("--bundle", "-b") { Description = "A bundle to load: a folder or a .tar.gz. May be given several times.", HelpName = "path" };
    private readonly Option<string?> _key = new("--verification-key") { Description = "The file with the public key (PEM) or the secret that bundles must be signed with.", HelpName = "file" };
    private readonly Option<string> _keyId = new("--verification-key-id") { Description = "What the signature calls the key.", DefaultValueFactory = _ => "default", HelpName = "id" };
    private readonly Option<string> _algorithm = new("--signing-alg") { Description = "The algorithm of the signature.", DefaultValueFactory = _ => "RS256", HelpName = "name" };
    private readonly Option<string> _scope = new("--scope") { Description = "The scope that the signature must have.", DefaultValueFactory = _ => "", HelpName = "scope" };
    private readonly Option<bool> _skip = new("--skip-verify") { Description = "Takes signed bundles without verifying them." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _bundles, _key, _keyId, _algorithm, _scope, _skip })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether no bundle is given.</summary>
    public bool AreAbsent(CommandResult result) => result.GetValue(_bundles) is not { Length: > 0 };

    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetValue(_bundles) ?? [];

    /// <exception cref="UserError">The key cannot be read or used.</exception>
    public RegoBundleOptions Read(ParseResult parsed)
    {
        var options = new RegoBundleOptions { IgnoreSignatures = parsed.GetValue(_skip) };
        if (parsed.GetValue(_key) is { } file && !options.IgnoreSignatures)
        {
            var key = KeyIn(file, parsed.GetValue(_keyId)!, parsed.GetValue(_algorithm)!);
            options.Verification = new RegoBundleVerification { KeyId = key.Id, Scope = parsed.GetValue(_scope)!, Keys = { key } };
        }

        return options;
    }

    private static RegoBundleKey KeyIn(string file, string id, string algorithm)
    {
        try
        {
            return new RegoBundleKey(id, File.ReadAllText(file).Trim(), algorithm);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserError($"the key in {file} cannot be used: {error.Message}");
        }
    }
}
