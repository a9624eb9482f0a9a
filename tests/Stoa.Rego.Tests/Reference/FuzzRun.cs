using System.Globalization;

namespace Stoa.Rego.Tests.Reference;

/// <summary>How many random cases to try, and from which seed.</summary>
internal static class FuzzRun
{
    /// <summary><c>STOA_FUZZ_COUNT</c>, or the usual number.</summary>
    public static int Count(int usual) => Number("STOA_FUZZ_COUNT") ?? usual;

    /// <summary><c>STOA_FUZZ_SEED</c>, or another one each time.</summary>
    public static int Seed() => Number("STOA_FUZZ_SEED") ?? Environment.TickCount;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : null;
}
