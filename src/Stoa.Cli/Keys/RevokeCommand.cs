using System.CommandLine;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Cli.Keys;

/// <summary><c>stoa key revoke</c>.</summary>
internal sealed class RevokeCommand : DocumentedCommand
{
    private readonly Argument<string> _file = KeyArguments.File();
    private readonly Argument<string> _id = KeyArguments.Id();
    private readonly Option<bool> _json = KeyArguments.Json();

    public RevokeCommand(Terminal terminal)
        : base("revoke", "Disables a key from now on. Servers refuse it once they have read the file again: within seconds.")
    {
        Arguments.Add(_file);
        Arguments.Add(_id);
        Options.Add(_json);
        SetAction((parsed, cancellationToken) => CommandRun.GuardedAsync(terminal, () => RunAsync(parsed, terminal, cancellationToken), cancellationToken));
    }

    public override IReadOnlyList<string> Examples => ["stoa key revoke keys.yaml 4fX2aB9cD1eF"];

    public override IReadOnlyList<string> ExitCodes => ["0  disabled, now or before", "2  an error, such as an id that the file does not have", "64 a wrong command line"];

    private async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        ConfiguredApiKey? revoked = null;
        var now = terminal.Time.GetUtcNow();
        await KeyFileEdit.ChangeAsync(
            parsed.GetValue(_file)!,
            mayCreate: false,
            keys =>
            {
                revoked = KeyFileEdit.Find(keys, parsed.GetValue(_id)!);
                if (revoked.DisabledAt <= now)
                {
                    return false;
                }

                revoked.DisabledAt = now;
                return true;
            },
            terminal.Time,
            cancellationToken);
        terminal.Out.WriteLine(parsed.GetValue(_json)
            ? JsonOutput.Of(writer =>
            {
                writer.WriteStartObject();
                KeyFileText.WriteFields(writer, KeyFileText.Fields(revoked!).Where(field => field.Name is "id" or "disabledAt"));
                writer.WriteEndObject();
            })
            : $"{revoked!.Id} is disabled since {KeyFileText.Time(revoked.DisabledAt)}");
        return ExitCode.Success;
    }
}
