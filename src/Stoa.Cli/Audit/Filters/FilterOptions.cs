using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit.Filters;

/// <summary>The options that say which entries are asked for.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _tenant = new("--tenant") { Description = "Only of this tenant.", HelpName = "id" };
    private readonly Option<string?> _tool = new("--tool") { Description = "Only calls of tools, prompts or resources with this name; * and ? stand for any characters and for one.", HelpName = "pattern" };
    private readonly Option<string?> _caller = new("--caller") { Description = "Only of this caller: the subject or the agent.", HelpName = "name" };
    private readonly Option<string?> _decision = new("--decision") { Description = "Only what was allowed, or denied.", HelpName = "allow|deny" };
    private readonly Option<string?> _outcome = new("--outcome") { Description = "Only what ended so: success, tool_error, protocol_error, cancelled, unknown, …", HelpName = "word" };
    private readonly Option<string?> _code = new("--code") { Description = "Only with this code: its number or its name.", HelpName = "code" };
    private readonly Option<string[]> _kinds = new("--kind") { Description = "Only entries of this kind: intent, outcome, denial, task_outcome, summary, anomaly, segment or head. May be given several times.", HelpName = "kind" };
    private readonly Option<string?> _since = new("--since") { Description = "Only from this time on: RFC 3339, or how long ago: 90s, 30m, 2h, 7d.", HelpName = "time" };
    private readonly Option<string?> _until = new("--until") { Description = "Only before this time.", HelpName = "time" };
    private readonly Option<string?> _record = new("--record") { Description = "Only the entries of this record.", HelpName = "decision id" };

    public void AddTo(Command command, Terminal terminal)
    {
        _decision.AcceptOnlyFromAmong("allow", "deny");
        Add(command, terminal, _tenant, _tool, _caller, _decision, _outcome, _code, _kinds, _since, _until, _record);
    }

    /// <summary>Adds those alone that say of whom, since and until when, and with which code.</summary>
    public void AddFewTo(Command command, Terminal terminal) => Add(command, terminal, _tenant, _code, _since, _until);

    public EntryFilter Read(ParseResult parsed, Terminal terminal) => new()
    {
        Tenant = parsed.GetValue(_tenant),
        Tool = parsed.GetValue(_tool),
        Caller = parsed.GetValue(_caller),
        Decision = parsed.GetValue(_decision),
        Outcome = parsed.GetValue(_outcome),
        Code = parsed.GetValue(_code),
        Kinds = parsed.GetValue(_kinds) ?? [],
        Since = Time(parsed.GetValue(_since), terminal),
        Until = Time(parsed.GetValue(_until), terminal),
        Record = parsed.GetValue(_record),
    };

    private void Add(Command command, Terminal terminal, params Option[] options)
    {
        foreach (var option in new[] { _since, _until })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string?>() is { } text && TimeText.TryParse(text, terminal.Time.GetUtcNow()) is null)
                {
                    result.AddError($"{option.Name} is a time as in RFC 3339, 2026-11-22T10:15:30Z, or how long ago: 90s, 30m, 2h, 7d.");
                }
            });
        }

        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private static DateTimeOffset? Time(string? text, Terminal terminal) => text is null ? null : TimeText.TryParse(text, terminal.Time.GetUtcNow());
}
