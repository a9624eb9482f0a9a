namespace Stoa.Rego.Compilation.Planning;

/// <summary>Reports variables that nothing binds: each once, at the first expression that needs it.</summary>
internal static class UnsafeVariables
{
    private const string Hint = "Bind it: with :=, 'some … in', or by going through a collection; check the spelling.";

    /// <summary>Reports those of a statement that never became ready.</summary>
    public static void Report(CoreStatement statement, Readiness readiness, ErrorList errors)
    {
        var own = Variables.TermsOf(statement).SelectMany(term => Places(term, statement.Location, isNested: false));
        var closed = Variables.Closures(statement)
            .SelectMany(closure => closure)
            .Where(variable => readiness.Shared.Contains(variable.Variable))
            .Select(variable => (variable.Variable, statement.Location));
        var found = false;
        foreach (var (variable, place) in own.Concat(closed).Where(pair => !readiness.Bound.Contains(pair.Item1)))
        {
            Report(variable, place, errors);
            found = true;
        }

        if (!found)
        {
            errors.Add(RegoErrorCodes.UnsafeVar, statement.Location, "expression is unsafe");
        }
    }

    /// <summary>Reports a variable, unless it is the compiler's own: that one waits for others, which are reported.</summary>
    public static void Report(Variable variable, SourceLocation place, ErrorList errors)
    {
        if (variable.Name[0] != '.')
        {
            var name = variable.Name[0] == '$' ? "_" : variable.Name;
            errors.AddFirst(variable, new RegoError(RegoErrorCodes.UnsafeVar, $"var {name} is unsafe", place, Hint));
        }
    }

    // A call within an expression is an expression of its own.
    private static IEnumerable<(Variable Variable, SourceLocation Location)> Places(CoreTerm term, SourceLocation place, bool isNested)
    {
        switch (term)
        {
            case CoreVariable variable:
                return [(variable.Variable, place)];
            case CoreComprehension:
                return [];
            default:
                var inner = isNested && term is CoreBuiltinCall or CoreFunctionCall ? term.Location : place;
                return Variables.PartsOf(term).SelectMany(part => Places(part, inner, isNested: true));
        }
    }
}
