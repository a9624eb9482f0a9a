using Stoa.Rego.Builtins;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>Calls: which function is meant, whether the arguments fit, and what the compiler answers itself.</summary>
internal sealed class CallLowering(LoweringState state, TermLowering terms)
{
    public const string Print = "internal.print";
    public const string Template = "internal.template_string";

    /// <summary>A call as a value.</summary>
    public CoreTerm Lower(CallTerm call, List<CoreStatement> before)
    {
        if (Find(call, call.Location) is not { } target)
        {
            return new CoreConstant(call.Location, RegoNull.Instance);
        }

        if (target.Name == "walk" && call.Arguments.Count == 1)
        {
            var output = new CoreVariable(call.Location, state.Scope.Generate(call.Location));
            before.Add(new CoreWalk(call.Location, LowerArguments(call, before)[0], output));
            return output;
        }

        if (call.Arguments.Count != target.Arity)
        {
            ReportArity(call, target, call.Location);
            return new CoreConstant(call.Location, RegoNull.Instance);
        }

        return Apply(call, target, LowerArguments(call, before));
    }

    /// <summary>A call as a statement: with one more argument than the function takes, the last one is its result.</summary>
    public CoreStatement LowerStatement(CallTerm call, bool eager, List<CoreStatement> before)
    {
        if (call.Operator is VarTerm { Name: "print" } && state.Scope.Declared("print") is null)
        {
            return LowerPrint(call);
        }

        if (FindStatement(call) is not { } target)
        {
            return new CoreHolds(call.Location, new CoreConstant(call.Location, RegoBoolean.True));
        }

        if (call.Arguments.Count != target.Arity && call.Arguments.Count != target.Arity + 1)
        {
            ReportArity(call, target, state.At);
            return new CoreHolds(call.Location, new CoreConstant(call.Location, RegoBoolean.True));
        }

        CoreTerm[] arguments = [.. call.Arguments.Select(argument => terms.Lower(argument, before))];
        if (eager)
        {
            arguments = [.. arguments.Select(argument => terms.Eager(argument, before))];
        }

        if (target.Name == "walk")
        {
            return arguments.Length == 2
                ? new CoreWalk(call.Location, arguments[0], arguments[1])
                : new CoreWalk(call.Location, arguments[0], new CoreVariable(call.Location, state.Scope.Generate(call.Location)));
        }

        return arguments.Length == target.Arity
            ? new CoreHolds(call.Location, Apply(call, target, arguments))
            : new CoreUnify(call.Location, arguments[^1], Apply(call, target, arguments[..^1]));
    }

    /// <summary>A template string: the parts, expressions as sets of at most one value, joined by a builtin.</summary>
    public CoreTerm LowerTemplate(TemplateTerm template)
    {
        CoreTerm[] parts = [.. template.Parts.Select(LowerPart)];
        if (parts.Length == 0)
        {
            return new CoreConstant(template.Location, RegoString.Empty);
        }

        return parts.All(part => part is CoreConstant)
            ? new CoreConstant(template.Location, RegoString.Of(string.Concat(parts.Select(part => ((RegoString)((CoreConstant)part).Value).Value))))
            : new CoreBuiltinCall(template.Location, BuiltinCatalog.All[Template], [new CoreArray(template.Location, parts)]);
    }

    /// <summary>The function that a call means, or null where there is none (reported).</summary>
    private CallTarget? Find(CallTerm call, SourceLocation place)
    {
        var found = TryFind(call.Operator, out var text);
        if (found is null)
        {
            if (text.Length > 0 && IsShadowed(call.Operator))
            {
                state.Error(RegoErrorCodes.Compile, place, $"called function {text} shadowed", "Rename the variable.");
                return null;
            }

            ReportUndefined(text, place);
        }
        else if (found.Builtin is { IsDeprecated: true })
        {
            state.Error(RegoErrorCodes.Type, place, $"deprecated built-in function calls in expression: {text}");
        }

        return found;
    }

    // A call that is the whole expression: a variable of its name is no function.
    private CallTarget? FindStatement(CallTerm call)
    {
        if (IsShadowed(call.Operator))
        {
            ReportUndefined(string.Join('.', PathOf(call.Operator)!), state.At, "A variable of this name hides the function: rename the variable.");
            return null;
        }

        return Find(call, state.At);
    }

    private void ReportUndefined(string text, SourceLocation place, string? hint = null)
    {
        hint ??= text.StartsWith("data.", StringComparison.Ordinal)
            ? "Check the package's path and that the rule takes arguments."
            : "Check the spelling; functions of other packages need an import.";
        state.Error(RegoErrorCodes.Type, place, $"undefined function {text}", hint);
    }

    private bool IsShadowed(Term name) => PathOf(name) is [var first, ..] && state.Scope.Declared(first) is not null;

    /// <summary>The function that a name means, or null where there is none.</summary>
    public CallTarget? TryFind(Term name, out string text)
    {
        var path = PathOf(name);
        text = path is null ? "" : string.Join('.', path);
        if (path is null)
        {
            return null;
        }

        if (state.Scope.Declared(path[0]) is not null)
        {
            return null;
        }

        if (state.Names.Find(path[0]) is { Root: "data" } global)
        {
            string[] full = [.. global.Path, .. path[1..]];
            text = "data." + string.Join('.', full);
            return state.Context.Tree.TryFind(full) is { Kind: RuleKind.Function } node ? new CallTarget(text, node.Arity, null, node) : null;
        }

        return state.Context.Builtins.TryGetValue(text, out var builtin) ? new CallTarget(text, builtin.Operands.Count, builtin, null) : null;
    }

    private static string[]? PathOf(Term name) => name switch
    {
        VarTerm variable => [variable.Name],
        RefTerm { Head: VarTerm head } reference when reference.Keys.All(key => key is ValueTerm { Value: RegoString }) =>
            [head.Name, .. reference.Keys.Select(key => ((RegoString)((ValueTerm)key).Value).Value)],
        _ => null,
    };

    // The arguments of a call within an expression are computed on their own, before it.
    private CoreTerm[] LowerArguments(CallTerm call, List<CoreStatement> before)
    {
        var around = state.Enter(call.Location, isNegated: false);
        CoreTerm[] arguments = [.. call.Arguments.Select(argument => terms.Lower(argument, before))];
        state.Leave(around);
        return arguments;
    }

    private CoreTerm LowerPart(Term part) =>
        part is TemplateExpression hole ? LowerHole(hole) : new CoreConstant(part.Location, ((ValueTerm)part).Value);

    private CoreTerm Apply(CallTerm call, CallTarget target, CoreTerm[] arguments)
    {
        if (target.Function is { } function)
        {
            return new CoreFunctionCall(call.Location, function, arguments);
        }

        if (state is { Rule: { } rule, Names.Module: { } module } && target.Name is "rego.metadata.rule" or "rego.metadata.chain")
        {
            var value = target.Name == "rego.metadata.rule"
                ? Metadata.OfRule(state.Names.Module!, state.Rule!)
                : state.Context.Metadata.Chain(state.Names.Module!, state.Rule!, RulePath(state.Names.Module!, state.Rule!));
            return new CoreConstant(call.Location, value);
        }

        return new CoreBuiltinCall(call.Location, target.Builtin!, arguments);
    }

    private static List<string> RulePath(Module module, Rule rule)
    {
        List<string> path = [.. module.Package.Path];
        path.AddRange(rule.Head.Path.TakeWhile(term => term is ValueTerm { Value: RegoString }).Select(term => ((RegoString)((ValueTerm)term).Value).Value));
        return path;
    }

    private CoreComprehension LowerHole(TemplateExpression hole)
    {
        state.Scope.Push(new HashSet<string>());
        var statements = new List<CoreStatement>();
        var term = hole.Expression is TermExpression { Term: var inner } ? inner : new ValueTerm(hole.Location, RegoNull.Instance);
        var value = terms.Bind(terms.LowerOpen(term, statements), statements);
        var with = new WithLowering(state, terms).Lower(hole.Expression.With, statements);
        if (with.Count > 0)
        {
            statements = [.. statements.Select(statement => statement with { With = with })];
        }

        state.Scope.Pop();
        return new CoreComprehension(hole.Location, RegoKind.Set, null, value, new CoreBody(hole.Location, statements) { IsReported = false }) { IsHole = true };
    }

    private CoreHolds LowerPrint(CallTerm call)
    {
        if (!state.Context.PrintEnabled)
        {
            foreach (var argument in call.Arguments)
            {
                // For the errors that it may have.
                terms.Lower(argument, []);
            }

            return new CoreHolds(call.Location, new CoreConstant(call.Location, RegoBoolean.True));
        }

        CoreTerm[] parts = [.. call.Arguments.Select(argument => LowerHole(new TemplateExpression(argument.Location, new TermExpression(argument.Location, argument))))];
        return new CoreHolds(call.Location, new CoreBuiltinCall(call.Location, state.Context.Builtins[Print], [new CoreArray(call.Location, parts)]));
    }

    private void ReportArity(CallTerm call, CallTarget target, SourceLocation place)
    {
        var got = call.Arguments.Count == 1 ? "1 argument" : $"{call.Arguments.Count} arguments";
        if (target.Function is null)
        {
            state.Error(RegoErrorCodes.Type, place, $"{target.Name}: arity mismatch", $"It takes {target.Arity}, and got {got}.");
        }
        else
        {
            state.Error(RegoErrorCodes.Type, place, $"function {target.Name} has arity {target.Arity}, got {got}");
        }
    }
}

/// <summary>The function that a call means: a builtin or one of the policy.</summary>
internal sealed record CallTarget(string Name, int Arity, Builtin? Builtin, RuleNode? Function);
