using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks.Otlp;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Sealing;
using Stoa.Mcp.Governance.Tenancy;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Docs;

public sealed partial class ConfigurationPageTests
{
    private static readonly Dictionary<Type, string> Sections = new()
    {
        [typeof(GovernanceOptions)] = "",
        [typeof(HttpEdgeOptions)] = "Http:",
        [typeof(McpMessageLimits)] = "Messages:",
        [typeof(CallerAuthenticationOptions)] = "Authentication:",
        [typeof(TenancyOptions)] = "Tenancy:",
        [typeof(ResourceOptions)] = "Resources:",
        [typeof(PolicyOptions)] = "Policy:",
        [typeof(QuotaOptions)] = "Quotas:",
        [typeof(AuditOptions)] = "Audit:",
        [typeof(OtlpOptions)] = "Otlp:",
        [typeof(AnomalyOptions)] = "Anomalies:",
        [typeof(MeteringOptions)] = "Metering:",
        [typeof(SealingOptions)] = "Sealing:",
        [typeof(ReplyOptions)] = "Replies:",
        [typeof(ListOptions)] = "Lists:",
    };

    [Fact]
    public void Page_NamesEveryKey_AndNoOther()
    {
        var documented = KeyCells().Matches(Repository.Read("docs/configuration.md"))
            .SelectMany(row => CodeSpans().Matches(row.Value).Select(span => span.Groups[1].Value))

            // Keys of other packages, held by their own tests.
            .Where(key => !key.StartsWith("Kafka:", StringComparison.Ordinal) && !key.StartsWith("Gateway:", StringComparison.Ordinal));

        Assert.Equal(BoundKeys().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryOptionsClass_IsBoundSomewhere()
    {
        var reached = new HashSet<Type>();
        foreach (var root in Sections.Keys)
        {
            _ = Walk(root, "", reached).Count();
        }

        var all = typeof(GovernanceOptions).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));
        Assert.Empty(all.Except(reached));
    }

    private static IEnumerable<string> BoundKeys() => Sections.SelectMany(section => Walk(section.Key, section.Value, []));

    private static IEnumerable<string> Walk(Type type, string prefix, HashSet<Type> reached)
    {
        reached.Add(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBindable))
        {
            var (inner, path) = ElementOf(property.PropertyType) is { } element
                ? (element, $"{prefix}{property.Name}:n:")
                : (property.PropertyType, $"{prefix}{property.Name}:");
            var keys = IsOurs(inner) ? Walk(inner, path, reached) : [prefix + property.Name];
            foreach (var key in keys)
            {
                yield return key;
            }
        }
    }

    private static bool IsBindable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true }
        || (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)));

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(GovernanceOptions).Assembly;

    // The first cell of every row but a table's head.
    [GeneratedRegex(@"^\| (`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex KeyCells();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpans();
}
