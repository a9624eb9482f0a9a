using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Keys;

/// <summary><c>stoa key new</c>.</summary>
internal sealed class NewCommand : DocumentedCommand
{
    private readonly Argument<string> _file = KeyArguments.File();
    private readonly Option<string> _subject = new("--subject") { Description = "Who will call with it.", Required = true, HelpName = "name" };
    private readonly Option<string> _tenant = new("--tenant") { Description = "The tenant it belongs to.", Required = true, HelpName = "name" };
    private readonly Option<string?> _agent = new("--agent") { Description = "The agent that quotas count by; else the key's id.", HelpName = "name" };
    private readonly Option<string?> _environment = new("--environment") { Description = "The environment the agent runs in.", HelpName = "name" };
    private readonly Option<string[]> _scopes = new("--scope") { Description = "A granted scope; may be given more than once.", HelpName = "scope", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _roles = new("--role") { Description = "A role; may be given more than once.", HelpName = "role", DefaultValueFactory = _ => [] };
    private readonly ExpiryOptions _expiry = new();
    private readonly Option<bool> _json = KeyArguments.Json();

    public NewCommand(Terminal terminal)
        : base("new", "Makes a key, prints it once, and adds its hash to the file, which is made where it is missing.")
    {
        Arguments.Add(_file);
        foreach (var option in new Option[] { _subject, _tenant, _agent, _environment, _scopes, _roles })
        {
            Options.Add(option);
        }

        _expiry.AddTo(this);
        Options.Add(_json);
        SetAction((parsed, cancellationToken) => CommandRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa key new keys.yaml --subject billing-agent --tenant acme --scope tools.read --expires-in 90d",
        "stoa key new keys.json --subject ci --tenant acme --json | jq -r .key",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  made and written", "2  an error; nothing was made", "64 a wrong command line"];

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var (text, key) = KeyMaker.Make(KeyText.Check("--subject", parsed.GetValue(_subject)!), KeyText.Check("--tenant", parsed.GetValue(_tenant)!));
        key.Agent = KeyText.CheckIfGiven("--agent", parsed.GetValue(_agent));
        key.Environment = KeyText.CheckIfGiven("--environment", parsed.GetValue(_environment));
        key.Scopes = [.. parsed.GetValue(_scopes)!.Select(scope => KeyText.CheckWord("--scope", scope))];
        key.Roles = [.. parsed.GetValue(_roles)!.Select(role => KeyText.Check("--role", role))];
        key.ExpiresAt = _expiry.Read(parsed, terminal.Time.GetUtcNow());
        await KeyFileEdit.ChangeAsync(
            parsed.GetValue(_file)!,
            mayCreate: true,
            keys =>
            {
                keys.Add(key);
                return true;
            },
            terminal.Time,
            cancellationToken);
        MadeKey.Write(terminal, parsed.GetValue(_json), text, key);
        return ExitCode.Success;
    }
}
