namespace Stoa.Rego.Tests.Compilation;

/// <summary>Compiles what must not compile.</summary>
internal static class CompileErrors
{
    /// <summary>The errors of a module, or of several divided by a line of dashes: <c>row:column code: message</c>, one a line.</summary>
    public static string Of(string source, RegoCompilerOptions? options = null) =>
        string.Join('\n', Find(source, options).Select(error => $"{FileOf(error)}{error.Location?.Row}:{error.Location?.Column} {error.Code}: {error.Message}"));

    /// <summary>The errors of modules that must have some.</summary>
    public static IReadOnlyList<RegoError> Find(string source, RegoCompilerOptions? options = null)
    {
        var compiler = new RegoCompiler(options ?? new RegoCompilerOptions());
        var modules = source.Split("\n---\n");
        return Assert.Throws<RegoException>(() =>
        {
            for (var i = 0; i < modules.Length; i++)
            {
                compiler.AddModule(i == 0 ? "m" : $"m{i}", modules[i]);
            }

            compiler.Compile();
        }).Errors;
    }

    private static string FileOf(RegoError error) => error.Location?.File is { } file and not "m" ? file + ":" : "";
}
