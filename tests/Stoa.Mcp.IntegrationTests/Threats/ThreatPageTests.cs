using System.Reflection;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.IntegrationTests.Threats;

public sealed partial class ThreatPageTests
{
    [Fact]
    public void EveryRow_HasATest_AndEveryTestARow()
    {
        var rows = Row().Matches(Repository.Read("docs/threats.md")).Select(match => match.Groups[1].Value);

        var tested = typeof(ThreatPageTests).Assembly.GetTypes()
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
