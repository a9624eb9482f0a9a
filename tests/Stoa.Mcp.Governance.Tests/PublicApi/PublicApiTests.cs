using System.Reflection;
using System.Runtime.CompilerServices;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.PublicApi;

/// <summary>
/// The public surface is a promise: every change of it shows as a change of the baseline beside this file. To accept one, run the
/// test with <c>STOA_UPDATE_API=1</c> and read the difference.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_IsTheBaseline()
    {
        var file = Repository.PathOf("tests/Stoa.Mcp.Governance.Tests/PublicApi/Stoa.Mcp.Governance.txt");
        var found = string.Join('\n', Describe(typeof(GovernedAttribute).Assembly)) + "\n";
        if (Environment.GetEnvironmentVariable("STOA_UPDATE_API") == "1")
        {
            File.WriteAllText(file, found);
        }

        Assert.Equal(File.ReadAllText(file).Split('\n'), found.Split('\n'));
    }

    private static IEnumerable<string> Describe(Assembly assembly) => assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => MembersOf(type).Order(StringComparer.Ordinal).Prepend(Header(type)));

    private static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract && !type.IsInterface ? "abstract " : type.IsSealed && kind == "class" ? "sealed " : "";
        return $"{modifier}{kind} {type}";
    }

    private static IEnumerable<string> MembersOf(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => IsVisible(member) && member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
        .Select(member => $"  {(member is FieldInfo { IsLiteral: true } constant ? $"{constant} = {constant.GetRawConstantValue()}" : member)}");

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && (!method.IsSpecialName || method is ConstructorInfo || IsInit(method)),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetAccessors().Length > 0,
        _ => false,
    };

    // A property prints without its accessors; a setter is a promise of its own.
    private static bool IsInit(MethodBase method) => method.Name.StartsWith("set_", StringComparison.Ordinal);
}
