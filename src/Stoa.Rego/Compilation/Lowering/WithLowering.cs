using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>The <c>with</c> modifiers.</summary>
internal sealed class WithLowering(LoweringState state, TermLowering terms)
{
    public IReadOnlyList<CoreWith> Lower(IReadOnlyList<WithModifier> modifiers, List<CoreStatement> before) =>
        modifiers.Count == 0 ? [] : [.. modifiers.Select(modifier => Lower(modifier, before)).OfType<CoreWith>()];

    private CoreWith? Lower(WithModifier modifier, List<CoreStatement> before)
    {
        if (DocumentPath(modifier.Target) is { } target)
        {
            return target.Root == "input"
                ? new CoreWithInput(modifier.Location, target.Path, Value(modifier, before))
                : LowerData(modifier, target.Path, before);
        }

        if (terms.Calls.TryFind(modifier.Target, out var name) is { Builtin: { } builtin })
        {
            if (WhyFixed(name) is { } why)
            {
                state.Error(RegoErrorCodes.Compile, modifier.Target.Location, $"with keyword replacing built-in function: {why}");
                return null;
            }

            return Replacement(modifier, new CoreWithFunction(modifier.Location, builtin, null), before);
        }

        if (modifier.Target is VarTerm { Name: "print" })
        {
            state.Error(RegoErrorCodes.Compile, modifier.Target.Location, "with keyword replacing built-in function: target must not be a void function");
            return null;
        }

        state.Error(RegoErrorCodes.Type, modifier.Target.Location, "with keyword target must reference existing input, data, or a function");
        return null;
    }

    // What the language itself rests on cannot be replaced.
    private static string? WhyFixed(string name) => name switch
    {
        "eq" or "equal" or "rego.metadata.chain" or "rego.metadata.rule" => $"replacement of \"{name}\" invalid",
        "walk" => "target must not be a relation",
        _ when name.StartsWith("internal.", StringComparison.Ordinal) => $"replacement of internal function \"{name}\" invalid",
        _ => null,
    };

    private CoreWith? LowerData(WithModifier modifier, IReadOnlyList<RegoValue> path, List<CoreStatement> before)
    {
        var node = state.Context.Tree.Root;
        for (var i = 0; i < path.Count; i++)
        {
            if (node.Find(path[i]) is not { } child)
            {
                if (node.Rules.Count > 0 && i > 0)
                {
                    state.Error(RegoErrorCodes.Compile, modifier.Target.Location, "with keyword cannot partially replace virtual document(s)");
                    return null;
                }

                break;
            }

            node = child;
            if (i == path.Count - 1 && node.IsFunction)
            {
                return Replacement(modifier, new CoreWithFunction(modifier.Location, null, node), before);
            }
        }

        return new CoreWithData(modifier.Location, path, Value(modifier, before));
    }

    private CoreWithFunction Replacement(WithModifier modifier, CoreWithFunction target, List<CoreStatement> before)
    {
        if (modifier.Value is VarTerm or RefTerm && !IsVariable(modifier.Value) && terms.Calls.TryFind(modifier.Value, out _) is { } function)
        {
            var arity = target.Builtin?.Operands.Count ?? target.Function!.Arity;
            if (function.Arity != arity)
            {
                state.Error(RegoErrorCodes.Type, modifier.Location, $"{NameOf(target)}: arity mismatch", $"It takes {arity}; {function.Name} takes {function.Arity}.");
            }

            return target with { ByBuiltin = function.Builtin, ByFunction = function.Function };
        }

        return target with { Value = Value(modifier, before) };
    }

    private static string NameOf(CoreWithFunction target) => target.Builtin?.Name ?? target.Function!.Name;

    private bool IsVariable(Term term) => term is VarTerm name && state.Scope.Declared(name.Name) is not null;

    private CoreTerm Value(WithModifier modifier, List<CoreStatement> before)
    {
        var around = state.Enter(state.At, isNegated: false);
        var value = terms.Eager(terms.Lower(modifier.Value, before), before);
        state.Leave(around);
        return value;
    }

    // The root and constant path of a document, or null for anything else.
    private (string Root, IReadOnlyList<RegoValue> Path)? DocumentPath(Term target)
    {
        var (name, keys) = target switch
        {
            VarTerm variable => (variable.Name, []),
            RefTerm { Head: VarTerm head } reference => (head.Name, reference.Keys),
            _ => ("", (IReadOnlyList<Term>)[]),
        };

        // A variable of the same name does not hide the documents here.
        if (state.Names.Find(name) is not { } global)
        {
            return null;
        }

        if (keys.Any(key => key is not ValueTerm))
        {
            state.Error(RegoErrorCodes.Type, target.Location, "with keyword target must be a constant path");
            return null;
        }

        return (global.Root, [.. global.Path.Select(part => (RegoValue)RegoString.Of(part)), .. keys.Select(key => ((ValueTerm)key).Value)]);
    }
}
