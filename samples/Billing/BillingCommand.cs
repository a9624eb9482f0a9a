using System.CommandLine;
using System.Text.RegularExpressions;

namespace Billing;

/// <summary>The command line.</summary>
internal sealed partial class BillingCommand : RootCommand
{
    private readonly Option<string> _bootstrap = new("--bootstrap") { Description = "Brokers, as host:port joined by commas.", DefaultValueFactory = _ => "localhost:9092", HelpName = "servers" };
    private readonly Option<string> _topic = new("--topic") { Description = "The topic of usage events.", DefaultValueFactory = _ => BillingOptions.DefaultTopic, HelpName = "name" };
    private readonly Option<string> _group = new("--group") { Description = "The consumer group, this its one member.", DefaultValueFactory = _ => "stoa-billing", HelpName = "name" };
    private readonly Option<string> _ledger = new("--ledger") { Description = "The file that keeps what was read.", DefaultValueFactory = _ => "billing.db", HelpName = "file" };
    private readonly Option<string?> _month = new("--month") { Description = "Prints this month alone (UTC), for example 2026-11.", HelpName = "yyyy-MM" };
    private readonly Option<bool> _once = new("--once") { Description = "Reads to the end of the topic, prints and ends. Without it: reads until Ctrl+C, then prints." };
    private readonly Option<string?> _client = new("--client") { Description = "File of further settings of the client, key=value lines by librdkafka's names: security.protocol, sasl.*, ssl.*.", HelpName = "file" };
    private readonly Option<bool> _walkthrough = new("--walkthrough") { Description = "Shows and checks everything, from calls to invoices, against mock brokers in this process. Other options do not count then." };

    public BillingCommand(Func<BillingOptions, int> bill, Func<int> walkthrough)
        : base("Makes invoices of the usage events that Stoa MCP Governance sends to Kafka.")
    {
        foreach (var option in (Option[])[_bootstrap, _topic, _group, _ledger, _month, _once, _client, _walkthrough])
        {
            Options.Add(option);
        }

        _month.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } month && !Month().IsMatch(month))
            {
                result.AddError("--month takes yyyy-MM, for example 2026-11.");
            }
        });
        SetAction(parsed => parsed.GetValue(_walkthrough) ? walkthrough() : bill(Read(parsed)));
    }

    private BillingOptions Read(ParseResult parsed) => new()
    {
        Bootstrap = parsed.GetValue(_bootstrap)!,
        Topic = parsed.GetValue(_topic)!,
        Group = parsed.GetValue(_group)!,
        Ledger = parsed.GetValue(_ledger)!,
        Month = parsed.GetValue(_month),
        Once = parsed.GetValue(_once),
        Client = parsed.GetValue(_client) is { } file ? ClientSettings(file) : new Dictionary<string, string>(),
    };

    // As Kafka's own tools read theirs.
    private static Dictionary<string, string> ClientSettings(string file) => File.ReadLines(file)
        .Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#')
        .Select(line => line.Split('=', 2))
        .ToDictionary(
            pair => pair[0].Trim(),
            pair => pair is [_, var value] ? value.Trim() : throw new FormatException($"{file}: a line is not key=value."));

    [GeneratedRegex(@"\A[0-9]{4}-(0[1-9]|1[0-2])\z")]
    private static partial Regex Month();
}
