namespace Stoa.Rego.Compilation.Lowering;

/// <summary>How a name came into a scope.</summary>
internal enum Occurrence
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As a function's argument.</summary>
    Argument,

    /// <summary>Used, without a declaration.</summary>
    Seen,

    /// <summary>By <c>:=</c>.</summary>
    Assigned,

    /// <summary>By <c>some</c> or <c>every</c>.</summary>
    Declared,
}

/// <summary>The names of one rule or query, body within body.</summary>
internal sealed class Scope
{
    private readonly List<Level> _levels = [new Level(new HashSet<string>())];
    private readonly Dictionary<string, Variable> _undeclared = [];
    private int _generated;

    /// <summary>Opens a body in which these names are declared somewhere: there they mean no rule or import.</summary>
    public void Push(IReadOnlySet<string> hidden) => _levels.Add(new Level(hidden));

    public void Pop() => _levels.RemoveAt(_levels.Count - 1);

    /// <summary>A variable of the compiler's own.</summary>
    public Variable Generate(SourceLocation location) => new($".{_generated++}", location);

    /// <summary>Declares a name in the innermost body. An error text where that cannot be.</summary>
    public (Variable? Variable, string? Error) Declare(string name, SourceLocation location, Occurrence how)
    {
        var level = _levels[^1];
        if (level.Occurrences.GetValueOrDefault(name) is var before and not Occurrence.None)
        {
            return (null, before switch
            {
                Occurrence.Seen => $"var {name} referenced above",
                Occurrence.Assigned => $"var {name} assigned above",
                Occurrence.Declared => $"var {name} declared above",
                _ => $"arg {name} redeclared",
            });
        }

        var variable = new Variable(name, location);
        level.Variables[name] = variable;
        level.Occurrences[name] = how;
        return (variable, null);
    }

    /// <summary>The declared variable of a name, or null.</summary>
    public Variable? Declared(string name)
    {
        for (var i = _levels.Count - 1; i >= 0; i--)
        {
            if (_levels[i].Variables.TryGetValue(name, out var variable))
            {
                _levels[i].Uses[name] = _levels[i].Uses.GetValueOrDefault(name) + 1;
                return variable;
            }
        }

        return null;
    }

    /// <summary>Whether a body around declares the name, if only further down.</summary>
    public bool IsHidden(string name) => _levels.Exists(level => level.Hidden.Contains(name));

    /// <summary>The variable of a name that nothing declares: one for the whole rule.</summary>
    public Variable Undeclared(string name, SourceLocation location)
    {
        if (!_undeclared.TryGetValue(name, out var variable))
        {
            _undeclared[name] = variable = new Variable(name, location);
        }

        _levels[^1].Occurrences.TryAdd(name, Occurrence.Seen);
        return variable;
    }

    /// <summary>All undeclared variables in order of their first use.</summary>
    public IEnumerable<Variable> AllUndeclared => _undeclared.Values;

    /// <summary>All variables that the innermost body declares.</summary>
    public IEnumerable<Variable> InnermostDeclared => _levels[^1].Variables.Values;

    /// <summary>The names that the innermost body declares by <c>some</c> and that nothing uses.</summary>
    public IEnumerable<Variable> UnusedDeclared =>
        _levels[^1].Variables.Where(pair => _levels[^1].Occurrences[pair.Key] == Occurrence.Declared && !_levels[^1].Uses.ContainsKey(pair.Key)).Select(pair => pair.Value);

    private sealed class Level(IReadOnlySet<string> hidden)
    {
        public IReadOnlySet<string> Hidden { get; } = hidden;

        public Dictionary<string, Variable> Variables { get; } = [];

        public Dictionary<string, Occurrence> Occurrences { get; } = [];

        public Dictionary<string, int> Uses { get; } = [];
    }
}
