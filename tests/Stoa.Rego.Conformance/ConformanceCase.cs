namespace Stoa.Rego.Conformance;

/// <summary>One of OPA's conformance cases.</summary>
internal sealed record ConformanceCase(string Folder, RegoObject Fields)
{
    public string Note => Text("note") ?? "";

    public string Query => Text("query") ?? "";

    public IReadOnlyList<string> Modules => Fields.Find("modules") is RegoArray modules ? [.. modules.Select(module => ((RegoString)module).Value)] : [];

    public RegoObject Data => Fields.Find("data") as RegoObject ?? RegoObject.Empty;

    public RegoValue? Input => Fields.Find("input");

    public string? InputTerm => Text("input_term");

    /// <summary>The expected bindings, or null where none are named.</summary>
    public RegoArray? WantResult => (Fields.Find("want_result") ?? Fields.Find("want_plan_result")) as RegoArray;

    public string? WantError => Text("want_error");

    public string? WantErrorCode => Text("want_error_code");

    public bool StrictError => Fields.Find("strict_error") == RegoBoolean.True;

    /// <summary>Whether the order of an array that a variable is bound to does not count.</summary>
    public bool SortBindings => Fields.Find("sort_bindings") == RegoBoolean.True;

    public bool Ignore => Fields.Find("ignore") == RegoBoolean.True;

    private string? Text(string name) => (Fields.Find(name) as RegoString)?.Value;
}
