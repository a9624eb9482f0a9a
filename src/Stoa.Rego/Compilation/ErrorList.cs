namespace Stoa.Rego.Compilation;

/// <summary>Gathers the errors of a compilation.</summary>
internal sealed class ErrorList
{
    /// <summary>Enough to work with; more would bury the first.</summary>
    private const int Most = 50;

    private readonly List<RegoError> _errors = [];

    public int Count => _errors.Count;

    public void Add(string code, SourceLocation location, string message, string? hint = null)
    {
        if (_errors.Count < Most && !_errors.Any(error => error.Code == code && error.Location == location && error.Message == message))
        {
            _errors.Add(new RegoError(code, message, location, hint));
        }
    }

    public void AddRange(IEnumerable<RegoError> errors) => _errors.AddRange(errors);

    /// <exception cref="RegoException">There are errors.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new RegoException([.. _errors
                .OrderBy(error => error.Location?.File, StringComparer.Ordinal)
                .ThenBy(error => error.Location?.Row)
                .ThenBy(error => error.Location?.Column)]);
        }
    }
}
