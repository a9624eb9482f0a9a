using System.CommandLine;
using Stoa.Cli.Audit.Filters;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Cli.Keys;

/// <summary>When a new key ends: <c>--expires-in</c> or <c>--expires-at</c>.</summary>
internal sealed class ExpiryOptions
{
    private const string Never = "never";

    private readonly Option<string?> _in = new("--expires-in") { Description = "How long the key holds: 30d, 12h.", HelpName = "duration" };
    private readonly Option<string?> _at = new("--expires-at") { Description = "Until when it holds: a date, a time of RFC 3339, or never.", HelpName = "time" };

    public void AddTo(Command command)
    {
        command.Options.Add(_in);
        command.Options.Add(_at);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_in) is not null && result.GetValue(_at) is not null)
            {
                result.AddError("--expires-in and --expires-at say the same thing; give one.");
            }
        });
        _in.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !DurationText.TryParse(text, out _))
            {
                result.AddError($"--expires-in takes {DurationText.Allowed}.");
            }
        });
        _at.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != Never && TimeText.TryParse(text, DateTimeOffset.MaxValue) is null)
            {
                result.AddError("--expires-at takes a date (2027-01-31), a time (2027-01-31T12:00:00Z) or never.");
            }
        });
    }

    /// <summary>Whether either is given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_in) is not null || parsed.GetValue(_at) is not null;

    /// <summary>The end; null for none.</summary>
    /// <exception cref="UserError">It is over already.</exception>
    public DateTimeOffset? Read(ParseResult parsed, DateTimeOffset now)
    {
        if (parsed.GetValue(_in) is { } lifetime && DurationText.TryParse(lifetime, out var duration))
        {
            return now + duration;
        }

        var end = parsed.GetValue(_at) is { } text && text != Never ? TimeText.TryParse(text, now) : null;
        return end <= now ? throw new UserError($"{end:O} is over; a key that never holds was not made") : end;
    }
}
