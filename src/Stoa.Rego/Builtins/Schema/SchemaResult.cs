namespace Stoa.Rego.Builtins;

/// <summary>The errors of a validation, and how close the value came to being valid.</summary>
internal sealed class SchemaResult(BuiltinContext context)
{
    private readonly List<(SchemaPath Path, string Type, string Description)> _errors = [];

    /// <summary>Counts what was checked, less what failed.</summary>
    public int Score { get; set; }

    public bool IsValid => _errors.Count == 0;

    public void Add(SchemaPath path, string type, string description)
    {
        context.Produce(16 + description.Length);
        _errors.Add((path, type, description));
        Score -= 2;
    }

    public void Merge(SchemaResult other)
    {
        context.Step(1 + other._errors.Count);
        _errors.AddRange(other._errors);
        Score += other.Score;
    }

    public RegoArray ToArray() => RegoArray.Of(_errors.Select(error =>
    {
        var field = error.Path.ToString();
        context.Produce(2 * (field.Length + error.Description.Length));
        return RegoObject.Of(("error", $"{field}: {error.Description}"), ("type", error.Type), ("field", field), ("desc", error.Description));
    }));
}
