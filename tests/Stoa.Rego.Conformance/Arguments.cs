namespace Stoa.Rego.Conformance;

/// <summary>What the command line asks for.</summary>
/// <param name="Folders">The folders of cases.</param>
/// <param name="Only">What a case's folder or note must contain, or null for all cases.</param>
internal sealed record Arguments(IReadOnlyList<string> Folders, string? Only)
{
    public const string Help = """
        Runs OPA's conformance cases: Stoa.Rego.Conformance [FOLDER...] [--only TEXT]
        FOLDER defaults to STOA_OPA_TESTDATA, else .opa-testdata/v1. Files of cases may be JSON or YAML.
        --only runs the cases whose folder or note contains TEXT.
        """;

    public static Arguments Parse(string[] args)
    {
        var at = Array.IndexOf(args, "--only");
        var only = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        string[] folders = at < 0 ? args : [.. args[..at], .. args.Skip(at + 2)];
        return new Arguments(folders.Length > 0 ? folders : [Default()], only);
    }

    public bool Includes(ConformanceCase test) =>
        Only is null || test.Folder.Contains(Only, StringComparison.Ordinal) || test.Note.Contains(Only, StringComparison.Ordinal);

    private static string Default() =>
        Environment.GetEnvironmentVariable("STOA_OPA_TESTDATA") is { Length: > 0 } folder ? folder : Path.Combine(".opa-testdata", "v1");
}
