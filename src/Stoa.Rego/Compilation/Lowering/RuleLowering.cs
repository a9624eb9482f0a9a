using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>Rules and queries.</summary>
internal static class RuleLowering
{
    public static LoweredRule Lower(CompilationContext context, ModuleNames names, DeclaredRule declared)
    {
        var rule = declared.Rule;
        return Lower(context, names, rule, rule.Head.Path.Skip(rule.Head.Path.Count - declared.Suffix.Count));
    }

    /// <summary>A query's body, and the variables that it answers with: those that its source names, in order of their first use.</summary>
    public static (CoreBody Body, IReadOnlyList<Variable> Outputs) LowerQuery(CompilationContext context, Body query)
    {
        var state = new LoweringState(context, ModuleNames.OfQuery, null);
        var bodies = new BodyLowering(state);
        state.Scope.Push(DeclaredNames.Of(query));
        var statements = new List<CoreStatement>();
        bodies.LowerInto(query, statements);
        var declared = state.Scope.InnermostDeclared.ToArray();
        bodies.CheckUnused();
        return (new CoreBody(query.Location, statements), [.. state.Scope.AllUndeclared.Concat(declared).Where(variable => variable.IsNamed)]);
    }

    private static LoweredRule Lower(CompilationContext context, ModuleNames names, Rule rule, IEnumerable<Term> suffix)
    {
        var state = new LoweringState(context, names, rule);
        var bodies = new BodyLowering(state);
        state.Scope.Push(DeclaredNames.Of(rule.Body));
        var statements = new List<CoreStatement>();
        var arguments = LowerArguments(state, bodies, rule, statements);
        bodies.LowerInto(rule.Body, statements);
        CoreTerm[] keys = [.. suffix.Select(term => bodies.LowerHead(term, statements))];
        var key = rule.Head.Key is null ? null : bodies.LowerHead(rule.Head.Key, statements);
        var value = rule.Head.Value is null ? null : bodies.LowerHead(rule.Head.Value, statements);
        bodies.CheckUnused();
        var otherwise = rule.Else is null ? null : Lower(context, names, rule.Else, suffix);
        return new LoweredRule(rule.Location, arguments, new CoreBody(rule.Body.Location, statements), keys, key, value, otherwise);
    }

    private static Variable[] LowerArguments(LoweringState state, BodyLowering bodies, Rule rule, List<CoreStatement> statements)
    {
        if (rule.Head.Arguments is not { } arguments)
        {
            return [];
        }

        // All names are declared before any pattern is read, so that one argument may repeat another.
        foreach (var name in arguments.SelectMany(VariablesOf).Where(name => !name.IsWildcard).DistinctBy(name => name.Name))
        {
            var (_, error) = state.Scope.Declare(name.Name, name.Location, Occurrence.Argument);
            if (error is not null)
            {
                state.DeclarationError(name.Location, error);
            }
        }

        var parameters = new List<Variable>();
        foreach (var argument in arguments)
        {
            var term = bodies.LowerHead(argument, statements);
            if (term is CoreVariable { Variable: var variable } && !parameters.Contains(variable))
            {
                parameters.Add(variable);
                continue;
            }

            var parameter = state.Scope.Generate(argument.Location);
            parameters.Add(parameter);
            statements.Add(new CoreUnify(argument.Location, term, new CoreVariable(argument.Location, parameter)));
        }

        return [.. parameters];
    }

    private static IEnumerable<VarTerm> VariablesOf(Term argument) => argument switch
    {
        VarTerm variable => [variable],
        ArrayTerm array => array.Items.SelectMany(VariablesOf),
        ObjectTerm members => members.Members.SelectMany(member => VariablesOf(member.Value)),
        _ => [],
    };
}
