using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Evaluation;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

/// <summary>A place in the tree of what packages define below <c>data</c>: a package, or a document made by rules.</summary>
internal sealed class RuleNode(RuleNode? parent, RegoValue key, int id)
{
    private readonly Dictionary<RegoValue, RuleNode> _children = [];

    public RuleNode? Parent { get; } = parent;

    /// <summary>The last part of its path.</summary>
    public RegoValue Key { get; } = key;

    /// <summary>Its number among the nodes of the policy.</summary>
    public int Id { get; } = id;

    /// <summary>The path below <c>data</c>.</summary>
    public IReadOnlyList<RegoValue> Path { get; } = parent is null ? [] : [.. parent.Path, key];

    public IReadOnlyDictionary<RegoValue, RuleNode> Children => _children;

    /// <summary>The rules that define this very document.</summary>
    public List<DeclaredRule> Rules { get; } = [];

    /// <summary>What the rules define.</summary>
    public RuleKind Kind { get; set; }

    /// <summary>How many operands a function takes.</summary>
    public int Arity => Rules[0].Rule.Head.Arguments!.Count;

    public bool IsFunction => Kind == RuleKind.Function;

    /// <summary>Its rules in the core language, in their order, once lowered.</summary>
    public IReadOnlyList<LoweredRule> Lowered { get; set; } = [];

    /// <summary>The plan of its rules, once compiled.</summary>
    public RulePlan? Plan { get; set; }

    /// <summary><c>data.a.b</c>.</summary>
    public string Name => NameOf(Path);

    /// <summary>A path below <c>data</c> as source.</summary>
    public static string NameOf(IEnumerable<RegoValue> path) => "data" + string.Concat(path.Select(part =>
        part is RegoString text && IsName(text.Value) ? "." + text.Value : $"[{part}]"));

    public RuleNode? Find(RegoValue key) => _children.GetValueOrDefault(key);

    public RuleNode GetOrAdd(RegoValue key, Func<RuleNode, RegoValue, RuleNode> create)
    {
        if (!_children.TryGetValue(key, out var child))
        {
            _children[key] = child = create(this, key);
        }

        return child;
    }

    /// <summary>This node and all below it.</summary>
    public IEnumerable<RuleNode> Subtree()
    {
        var open = new Stack<RuleNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node._children.Values)
            {
                open.Push(child);
            }
        }
    }

    /// <summary>Whether a part of a path can stand behind a dot.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

/// <summary>A rule where it is declared.</summary>
/// <param name="Module">Its module.</param>
/// <param name="Rule">The rule itself.</param>
/// <param name="Suffix">The rest of its path behind the node: empty, or beginning with a term that is no constant.</param>
internal sealed record DeclaredRule(Module Module, Rule Rule, IReadOnlyList<Term> Suffix);

/// <summary>What rules define at their node.</summary>
internal enum RuleKind
{
    /// <summary>Nothing: a package.</summary>
    None,

    /// <summary>One value.</summary>
    Complete,

    /// <summary>A set, by <c>contains</c>.</summary>
    Set,

    /// <summary>An object, whose keys the rules compute.</summary>
    Object,

    /// <summary>A function.</summary>
    Function,
}
