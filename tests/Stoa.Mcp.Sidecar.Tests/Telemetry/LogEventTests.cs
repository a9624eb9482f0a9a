using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Gateway;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Kafka;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

/// <summary>The log events of all libraries, which one sidecar writes into one log.</summary>
public sealed partial class LogEventTests
{
    private static readonly IReadOnlyList<LoggerMessageAttribute> Events =
    [
        .. new[] { typeof(GovernanceOptions), typeof(KafkaSinkOptions), typeof(GatewayOptions), typeof(SidecarHostOptions) }
            .SelectMany(type => type.Assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
    ];

    [Fact]
    public void Numbers_AreGivenOnce() =>
        Assert.Empty(Events.GroupBy(one => one.EventId).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.EventName))}"));

    [Fact]
    public void Events_StandInTheDocumentation_WithTheirLevel()
    {
        var pages = string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(File.ReadAllText));

        Assert.True(Events.Count > 60, $"{Events.Count} events were found.");
        Assert.All(Events, one => Assert.Matches(
            new Regex($@"(?m)^\|.*\b{one.EventId}( \|)? `{one.EventName}`.*{LevelText(one)}", RegexOptions.IgnoreCase), pages));
    }

    [Fact]
    public void Numbers_AreOfARangeThatTheDocumentationNames()
    {
        var ranges = Range().Matches(Repository.Read("docs/telemetry.md")).Select(match => (First: int.Parse(match.Groups[1].Value), Last: int.Parse(match.Groups[2].Value))).ToList();

        Assert.NotEmpty(ranges);
        Assert.All(Events, one => Assert.Single(ranges, range => range.First <= one.EventId && one.EventId <= range.Last));
    }

    // An event whose level is an argument of its method says so in words.
    private static string LevelText(LoggerMessageAttribute one) => one.Level == LogLevel.None ? "" : one.Level.ToString();

    [GeneratedRegex(@"(?m)^\| (\d{4}) to (\d{4}) \|")]
    private static partial Regex Range();
}
