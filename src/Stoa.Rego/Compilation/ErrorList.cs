namespace Stoa.Rego.Compilation;

/// <summary>Gathers the errors of a compilation.</summary>
internal sealed class ErrorList
{
    /// <summary>Enough to work with; more would bury the first.</summary>
    private const int Most = 50;

    private readonly List<RegoError> _errors = [];
    private readonly Dictionary<object, int> _firsts = [];

    public int Count => _errors.Count;

    /// <summary>Whether no more errors are taken.</summary>
    public bool IsFull => _errors.Count >= Most;

    public void Add(string code, SourceLocation location, string message, string? hint = null)
    {
        if (_errors.Count < Most && !_errors.Any(error => error.Code == code && error.Location == location && error.Message == message))
        {
            _errors.Add(new RegoError(code, message, location, hint));
        }
    }

    /// <summary>Adds an error about something of which only the first place counts.</summary>
    public void AddFirst(object about, RegoError error)
    {
        if (!_firsts.TryGetValue(about, out var position))
        {
            if (_errors.Count < Most)
            {
                _firsts[about] = _errors.Count;
                _errors.Add(error);
            }
        }
        else if (ComparePlaces(error, _errors[position]) < 0)
        {
            _errors[position] = error;
        }
    }

    /// <exception cref="RegoException">There are errors.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new RegoException([.. _errors.Order(Comparer<RegoError>.Create(Compare))]);
        }
    }

    private static int Compare(RegoError left, RegoError right) =>
        ComparePlaces(left, right) is var order and not 0 ? order : string.CompareOrdinal(left.Message, right.Message);

    private static int ComparePlaces(RegoError left, RegoError right)
    {
        var (x, y) = (left.Location.GetValueOrDefault(), right.Location.GetValueOrDefault());
        var file = string.CompareOrdinal(x.File, y.File);
        return file != 0 ? file : (x.Row, x.Column).CompareTo((y.Row, y.Column));
    }
}
