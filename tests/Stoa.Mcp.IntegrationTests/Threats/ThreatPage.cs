using System.Reflection;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>The page that says which threats are met, and where that is shown.</summary>
internal static partial class ThreatPage
{
    private const string Gateway = "## Before other servers";

    /// <summary>Every row of a part of the page has a test in an assembly, and every test of a threat a row.</summary>
    /// <param name="tests">The assembly.</param>
    /// <param name="gateway">Whether its part is the gateway's.</param>
    public static void AssertTested(Assembly tests, bool gateway)
    {
        var page = Repository.Read("docs/threats.md").Split(Gateway);
        var rows = Row().Matches(page[gateway ? 1 : 0]).Select(match => match.Groups[1].Value);
        var tested = tests.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Cast<MemberInfo>().Prepend(type))
            .SelectMany(member => member.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(TraitAttribute) && (string)attribute.ConstructorArguments[0].Value! == "Threat")
            .Select(attribute => (string)attribute.ConstructorArguments[1].Value!)
            .Distinct();
        Assert.Equal(rows.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| (T\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
