using System.CommandLine;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Cli.Keys;

/// <summary><c>stoa key rotate</c>.</summary>
internal sealed class RotateCommand : DocumentedCommand
{
    private const string NoOverlap = "0";

    private readonly Argument<string> _file = KeyArguments.File();
    private readonly Argument<string> _id = KeyArguments.Id();
    private readonly Option<string> _overlap = new("--overlap") { Description = "How long the old key holds beside the new one; 0 disables it now.", DefaultValueFactory = _ => "24h", HelpName = "duration" };
    private readonly ExpiryOptions _expiry = new();
    private readonly Option<bool> _json = KeyArguments.Json();

    public RotateCommand(Terminal terminal)
        : base("rotate", "Makes a key for the same subject, with the same rights, and has the old one end after an overlap.")
    {
        Arguments.Add(_file);
        Arguments.Add(_id);
        Options.Add(_overlap);
        _expiry.AddTo(this);
        Options.Add(_json);
        _overlap.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && text != NoOverlap && !DurationText.TryParse(text, out _))
            {
                result.AddError($"--overlap takes 0, or {DurationText.Allowed}.");
            }
        });
        SetAction((parsed, cancellationToken) => CommandRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa key rotate keys.yaml 4fX2aB9cD1eF --expires-in 90d",
        "stoa key rotate keys.yaml 4fX2aB9cD1eF --overlap 0",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  made and written", "2  an error; nothing was changed", "64 a wrong command line"];

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var now = terminal.Time.GetUtcNow();
        var overlap = parsed.GetValue(_overlap)! is var text && text != NoOverlap && DurationText.TryParse(text, out var duration) ? duration : TimeSpan.Zero;
        var expiresAt = _expiry.Read(parsed, now);
        (string Text, ConfiguredApiKey Key)? made = null;
        ConfiguredApiKey? old = null;
        await KeyFileEdit.ChangeAsync(
            parsed.GetValue(_file)!,
            mayCreate: false,
            keys =>
            {
                old = KeyFileEdit.Find(keys, parsed.GetValue(_id)!);
                RefuseDead(old, now, _expiry.IsGiven(parsed));
                made = Successor(old, expiresAt);
                End(old, now, overlap);
                keys.Add(made.Value.Key);
                return true;
            },
            terminal.Time,
            cancellationToken);
        MadeKey.Write(terminal, parsed.GetValue(_json), made!.Value.Text, made.Value.Key, old);
        return ExitCode.Success;
    }

    private static void RefuseDead(ConfiguredApiKey old, DateTimeOffset now, bool isEndGiven)
    {
        if (old.DisabledAt <= now || old.ExpiresAt <= now)
        {
            throw new UserError($"key {old.Id} is disabled or has expired", "Make a new one with stoa key new.");
        }

        if (old.ExpiresAt is not null && !isEndGiven)
        {
            throw new UserError($"key {old.Id} has an end and the new one would have none", "Say --expires-in or --expires-at, which may be never.");
        }
    }

    // The agent stays the same, so that quotas go on counting where they were.
    private static (string Text, ConfiguredApiKey Key) Successor(ConfiguredApiKey old, DateTimeOffset? expiresAt)
    {
        var made = KeyMaker.Make(old.Subject, old.Tenant);
        made.Key.Agent = old.Agent ?? old.Id;
        made.Key.Environment = old.Environment;
        made.Key.Scopes = [.. old.Scopes];
        made.Key.Roles = [.. old.Roles];
        made.Key.ExpiresAt = expiresAt;
        return made;
    }

    private static void End(ConfiguredApiKey old, DateTimeOffset now, TimeSpan overlap)
    {
        if (overlap == TimeSpan.Zero)
        {
            old.DisabledAt = now;
        }
        else if (old.ExpiresAt is null || old.ExpiresAt > now + overlap)
        {
            old.ExpiresAt = now + overlap;
        }
    }
}
