namespace Stoa.Rego.Builtins;

/// <summary>Commands, each of which gets the value of the one before as its last argument.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Variables">What gets its value: the last one, and of a range also the one before, the index.</param>
/// <param name="Declares">Whether the variables are new.</param>
/// <param name="Commands">The commands, each a list of operands.</param>
internal sealed record TemplatePipeline(int Line, IReadOnlyList<string> Variables, bool Declares, IReadOnlyList<IReadOnlyList<TemplateOperand>> Commands);
