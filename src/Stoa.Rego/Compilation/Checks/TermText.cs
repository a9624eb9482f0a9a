namespace Stoa.Rego.Compilation.Checks;

/// <summary>Core terms as messages show them.</summary>
internal static class TermText
{
    /// <summary><c>data.p.q[x]</c>.</summary>
    public static string Of(CoreTerm term) => term switch
    {
        CoreReference reference => Of(reference.Head) + string.Concat(reference.Keys.Select(Key)),
        CoreData => "data",
        CoreInput => "input",
        CoreVariable { Variable: var variable } => variable.IsNamed ? variable.Name : "_",
        CoreConstant constant => constant.Value.ToString(),
        _ => "_",
    };

    /// <summary>A key of a reference: <c>.a</c> or <c>[x]</c>.</summary>
    public static string Key(CoreTerm key) =>
        key is CoreConstant { Value: RegoString { Value: var text } } && RuleNode.IsName(text) ? "." + text : $"[{Of(key)}]";
}
