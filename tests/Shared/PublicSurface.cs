using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stoa.Tests.Shared;

/// <summary>The public surface of an assembly, one line for each type and member, held against a text beside the test.</summary>
internal static class PublicSurface
{
    /// <summary>Fails where the assembly differs from its baseline. With <c>STOA_UPDATE_API=1</c> the baseline is written anew first.</summary>
    public static void IsBaseline(Assembly assembly, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, assembly.GetName().Name + ".txt");
        var found = string.Join('\n', Describe(assembly)) + "\n";
        if (Environment.GetEnvironmentVariable("STOA_UPDATE_API") == "1")
        {
            File.WriteAllText(file, found);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n'), found.Split('\n'));
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
