using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Gateway.Tests.Docs;

public sealed partial class ConfigurationPageTests
{
    [Fact]
    public void Page_NamesEveryKey_AndNoOther()
    {
        var documented = KeyCells().Matches(Repository.Read("docs/configuration.md"))
            .SelectMany(row => CodeSpans().Matches(row.Value).Select(span => span.Groups[1].Value))
            .Where(key => key.StartsWith("Gateway:", StringComparison.Ordinal));

        Assert.Equal(BoundKeys().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("docs/shadow.md", "Gateway:Shadow:")]
    [InlineData("docs/rest-tools.md", "Gateway:Rest:")]
    public void PageOfAFeature_NamesItsKeys(string page, string section)
    {
        var documented = KeyCells().Matches(Repository.Read(page)).SelectMany(row => CodeSpans().Matches(row.Value).Select(span => span.Groups[1].Value)).ToList();

        Assert.All(
            BoundKeys().Where(key => key.StartsWith(section, StringComparison.Ordinal)),
            key => Assert.Contains(documented, found => key.EndsWith($":{found}", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryOptionsClass_IsBoundSomewhere()
    {
        var reached = new HashSet<Type>();
        _ = Walk(typeof(GatewayOptions), "", reached).Count();

        var all = typeof(GatewayOptions).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal));
        Assert.Empty(all.Except(reached));
    }

    private static IEnumerable<string> BoundKeys() => Walk(typeof(GatewayOptions), "Gateway:", []);

    private static IEnumerable<string> Walk(Type type, string prefix, HashSet<Type> reached)
    {
        reached.Add(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBindable))
        {
            var (inner, path) = ElementOf(property.PropertyType) is { } element
                ? (element.Type, $"{prefix}{property.Name}:{element.Word}:")
                : (property.PropertyType, $"{prefix}{property.Name}:");
            foreach (var key in IsOurs(inner) ? Walk(inner, path, reached) : [prefix + property.Name])
            {
                yield return key;
            }
        }
    }

    // The binder sets what can be set, and fills lists, dictionaries and options that are there.
    private static bool IsBindable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true }
        || IsOurs(property.PropertyType)
        || (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)));

    private static (Type Type, string Word)? ElementOf(Type type) => !type.IsGenericType ? null
        : type.GetGenericTypeDefinition() == typeof(IList<>) ? (type.GetGenericArguments()[0], "n")
        : type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? (type.GetGenericArguments()[1], "NAME")
        : null;

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(GatewayOptions).Assembly;

    // The first cell of every row but a table's head.
    [GeneratedRegex(@"^\| (`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex KeyCells();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpans();
}
