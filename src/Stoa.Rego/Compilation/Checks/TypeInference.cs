using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation.Lowering;

namespace Stoa.Rego.Compilation.Checks;

/// <summary>
/// Which kinds of value a term may have, as far as the source tells: constants, composites, results of builtins, variables that were assigned
/// such, and rules that have such values. All kinds where it does not tell.
/// </summary>
internal sealed class TypeInference(RuleTree tree)
{
    private const int MaxDepth = 64;

    private readonly Dictionary<RuleNode, RegoTypes> _documents = [];
    private readonly Dictionary<Variable, RegoTypes> _variables = [];
    private int _depth;

    /// <summary>The kinds that a term may have.</summary>
    public RegoTypes Of(CoreTerm term) => term switch
    {
        CoreConstant constant => OperandTypes.Of(constant.Value),
        CoreArray or CoreComprehension { Kind: RegoKind.Array } => RegoTypes.Array,
        CoreObject or CoreComprehension { Kind: RegoKind.Object } => RegoTypes.Members,
        CoreSet or CoreComprehension { Kind: RegoKind.Set } => RegoTypes.Set,
        CoreBuiltinCall call => call.Builtin.Result,
        CoreFunctionCall call => OfDocument(call.Function),
        CoreVariable variable => OfVariable(variable.Variable),
        CoreReference { Head: CoreData } reference => OfReference(reference),
        _ => RegoTypes.Any,
    };

    /// <summary>Whether two terms may be one value.</summary>
    public bool MayEqual(CoreTerm left, CoreTerm right)
    {
        if ((Of(left) & Of(right)) == RegoTypes.None)
        {
            return false;
        }

        return ItemsOf(left) is not { } items || ItemsOf(right) is not { } others
            || (items.Count == others.Count && items.Zip(others).All(pair => MayEqual(pair.First, pair.Second)));
    }

    /// <summary>The document of one value that the first keys of a reference lead to, and how many keys that takes.</summary>
    public (RuleNode Node, int Used)? Document(CoreReference reference)
    {
        var node = tree.Root;
        for (var i = 0; i < reference.Keys.Count; i++)
        {
            if (reference.Keys[i] is not CoreConstant { Value: var key } || node.Find(key) is not { } child)
            {
                return null;
            }

            node = child;
            if (node.Rules.Count > 0)
            {
                return (node, i + 1);
            }
        }

        return null;
    }

    /// <summary>The kinds that a rule's document, or a function's result, may have.</summary>
    public RegoTypes OfDocument(RuleNode node)
    {
        if (_documents.TryGetValue(node, out var known))
        {
            return known;
        }

        var types = node.Kind switch
        {
            RuleKind.Set => RegoTypes.Set,
            RuleKind.Object => RegoTypes.Members,
            _ => Within(() => node.Lowered.Aggregate(RegoTypes.None, (sum, rule) => sum | OfRule(rule))),
        };
        if (_depth == 0 || types != RegoTypes.Any)
        {
            _documents[node] = types;
        }

        return types;
    }

    private static IReadOnlyList<CoreTerm>? ItemsOf(CoreTerm term) => term switch
    {
        CoreArray array => array.Items,
        CoreConstant { Value: RegoArray array } => [.. array.Select(item => new CoreConstant(term.Location, item))],
        _ => null,
    };

    private RegoTypes OfRule(LoweredRule rule)
    {
        var types = RegoTypes.None;
        for (LoweredRule? branch = rule; branch is not null; branch = branch.Else)
        {
            types |= branch.Value is { } value ? Of(value) : RegoTypes.Any;
        }

        return types;
    }

    private RegoTypes OfVariable(Variable variable)
    {
        if (variable.Definition is null)
        {
            return RegoTypes.Any;
        }

        if (!_variables.TryGetValue(variable, out var types))
        {
            _variables[variable] = RegoTypes.Any;
            types = Within(() => Of(variable.Definition));
            _variables[variable] = types;
        }

        return types;
    }

    private RegoTypes OfReference(CoreReference reference) =>
        Document(reference) is var (node, used) && used == reference.Keys.Count && !node.IsFunction ? OfDocument(node) : RegoTypes.Any;

    // Policies may chain thousands of rules.
    private RegoTypes Within(Func<RegoTypes> infer)
    {
        if (_depth == MaxDepth)
        {
            return RegoTypes.Any;
        }

        _depth++;
        var types = infer();
        _depth--;
        return types == RegoTypes.None ? RegoTypes.Any : types;
    }
}
