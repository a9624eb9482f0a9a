using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Docs;

public sealed partial class ConfigurationPageTests
{
    private static readonly string[] OfOthers = ["Kafka:", "Gateway:", "Host:", "Telemetry:"];

    [Fact]
    public void Page_NamesEveryKey_AndNoOther()
    {
        var documented = KeyCells().Matches(Repository.Read("docs/configuration.md"))
            .SelectMany(row => CodeSpans().Matches(row.Value).Select(span => span.Groups[1].Value))

            // Keys of other packages and of the host, held by their own tests.
            .Where(key => !OfOthers.Any(section => key.StartsWith(section, StringComparison.Ordinal)));

        Assert.Equal(BoundKeys().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryOptionsClass_IsBoundSomewhere()
    {
        var reached = new HashSet<Type>();
        foreach (var root in ConfigurationSections.All.Keys)
        {
            _ = Walk(root, "", reached).Count();
        }

        var all = typeof(GovernanceOptions).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));
        Assert.Empty(all.Except(reached));
    }

    private static IEnumerable<string> BoundKeys() => ConfigurationSections.All.SelectMany(section => Walk(section.Key, section.Value, []));

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
