namespace Stoa.Rego.Compilation.Planning;

/// <summary>Reports variables that nothing binds: each once, at the first expression that needs it.</summary>
internal static class UnsafeVariables
{
    private const string Hint = "Bind it: with :=, 'some … in', or by going through a collection; check the spelling.";

    /// <summary>Reports those of statements that never became ready.</summary>
    public static void Report(IReadOnlyList<CoreStatement> waiting, Readiness readiness, ErrorList errors)
    {
        // What else waits may wait for what the holes need.
        if (waiting.SelectMany(Variables.Holes).Where(hole => ReportHole(hole, readiness, errors)).ToArray().Length > 0)
        {
            return;
        }

        foreach (var statement in waiting)
        {
            Report(statement, readiness, errors);
        }
    }

    /// <summary>Reports the variables that a hole of a template needs and that have no value. False where there are none.</summary>
    public static bool ReportHole(CoreComprehension hole, Readiness readiness, ErrorList errors)
    {
        var unbound = Variables.OfHole(hole).Where(variable => !readiness.Bound.Contains(variable)).ToArray();
        foreach (var variable in unbound)
        {
            var name = variable.Name[0] == '$' ? "_" : variable.Name;
            errors.AddFirst(variable, new RegoError(RegoErrorCodes.Compile, $"var {name} is undeclared", hole.Location, "Bind it outside of the template or call of print: within, nothing is gone through."));
        }

        return unbound.Length > 0;
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

    private static void Report(CoreStatement statement, Readiness readiness, ErrorList errors)
    {
        var own = Variables.TermsOf(statement).SelectMany(term => Places(term, statement.Location, isNested: !IsHolds(statement)));
        var closed = Variables.Closures(statement)
            .SelectMany(closure => closure)
            .Where(variable => readiness.Shared.Contains(variable.Variable))
            .Select(variable => (variable.Variable, statement.Location));
        var unbound = closed.Where(pair => !readiness.Bound.Contains(pair.Variable)).ToArray();
        unbound = unbound.Length > 0 ? unbound : [.. own.Where(pair => !readiness.Bound.Contains(pair.Variable))];
        foreach (var (variable, place) in unbound)
        {
            Report(variable, place, errors);
        }

        if (unbound.Length == 0)
        {
            errors.Add(RegoErrorCodes.UnsafeVar, statement.Location, "expression is unsafe");
        }
    }

    private static bool IsHolds(CoreStatement statement) => statement is CoreNot not ? IsHolds(not.Statement) : statement is CoreHolds;

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
