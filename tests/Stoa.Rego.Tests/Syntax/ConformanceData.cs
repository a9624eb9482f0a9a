using System.Text.Json;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Syntax;

/// <summary>OPA's conformance data, where <c>STOA_OPA_TESTDATA</c> names the folder that it lies in.</summary>
internal static class ConformanceData
{
    private const string Variable = "STOA_OPA_TESTDATA";

    public static bool IsMissing(ITestOutputHelper output)
    {
        if (Directory.Exists(Environment.GetEnvironmentVariable(Variable)))
        {
            return false;
        }

        output.WriteLine($"Skipped: set {Variable} to the folder of OPA's conformance cases.");
        return true;
    }

    public static IEnumerable<(string Note, JsonElement Case)> Cases()
    {
        foreach (var path in Directory.EnumerateFiles(Environment.GetEnvironmentVariable(Variable)!, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("cases", out var cases))
            {
                continue;
            }

            foreach (var item in cases.EnumerateArray())
            {
                yield return (item.GetProperty("note").GetString()!, item.Clone());
            }
        }
    }

    public static IEnumerable<(string Note, string Text)> Modules() =>
        from item in Cases()
        where item.Case.TryGetProperty("modules", out var modules) && modules.ValueKind == JsonValueKind.Array
        from module in item.Case.GetProperty("modules").EnumerateArray()
        select (item.Note, module.GetString()!);
}
