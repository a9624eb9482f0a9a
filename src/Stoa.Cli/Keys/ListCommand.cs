using System.CommandLine;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

namespace Stoa.Cli.Keys;

/// <summary><c>stoa key list</c>.</summary>
internal sealed class ListCommand : DocumentedCommand
{
    private const string UsedFormat = "yyyy-MM-dd'T'HH:mm'Z'";
    private static readonly string[] Head = ["id", "subject", "tenant", "agent", "environment", "scopes", "expires", "disabled", "last used"];

    private readonly Argument<string> _file = KeyArguments.File();
    private readonly Option<bool> _json = KeyArguments.Json();

    public ListCommand(Terminal terminal)
        : base("list", "Lists the keys of a file, and when servers last saw each used.")
    {
        Arguments.Add(_file);
        Options.Add(_json);
        SetAction((parsed, cancellationToken) => CommandRun.GuardedAsync(terminal, () => Task.FromResult(Run(parsed, terminal)), cancellationToken));
    }

    public override IReadOnlyList<string> Examples => ["stoa key list keys.yaml", "stoa key list keys.yaml --json | jq '.keys[] | select(.lastUsedAt == null)'"];

    public override IReadOnlyList<string> ExitCodes => ["0  listed", "2  an error", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal)
    {
        var file = parsed.GetValue(_file)!;
        var keys = KeyFileEdit.Read(file);
        var used = ApiKeyUseFile.Read(ApiKeyUseFile.Beside(file));
        if (parsed.GetValue(_json))
        {
            WriteJson(terminal, keys, used);
        }
        else
        {
            TextTable.Write(terminal.Out, terminal.OutStyle, Head, [.. keys.Select(key => Row(key, used))]);
        }

        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Row(ConfiguredApiKey key, IReadOnlyDictionary<string, DateTimeOffset> used) =>
    [
        .. new[]
        {
            key.Id, key.Subject, key.Tenant, key.Agent ?? key.Id, key.Environment ?? "-", key.Scopes.Count == 0 ? "-" : string.Join(' ', key.Scopes),
            KeyFileText.Time(key.ExpiresAt) ?? "-", KeyFileText.Time(key.DisabledAt) ?? "-", UsedAt(key, used) ?? "-",
        }.Select(Printable.OfPart),
    ];

    private static string? UsedAt(ConfiguredApiKey key, IReadOnlyDictionary<string, DateTimeOffset> used) =>
        used.TryGetValue(key.Id, out var time) ? time.UtcDateTime.ToString(UsedFormat, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static void WriteJson(Terminal terminal, IReadOnlyList<ConfiguredApiKey> keys, IReadOnlyDictionary<string, DateTimeOffset> used) =>
        terminal.Out.WriteLine(JsonOutput.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (var key in keys)
            {
                writer.WriteStartObject();
                KeyFileText.WriteFields(writer, KeyFileText.Fields(key).Where(field => field.Name != "secretHash"));
                writer.WriteString("lastUsedAt", UsedAt(key, used));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
}
