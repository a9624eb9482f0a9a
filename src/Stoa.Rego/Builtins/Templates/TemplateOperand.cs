namespace Stoa.Rego.Builtins;

/// <summary>An operand of a command.</summary>
internal abstract record TemplateOperand
{
    /// <summary>The fields that are asked of its value, one of the other.</summary>
    public List<string> Fields { get; } = [];

    internal sealed record Dot : TemplateOperand;

    internal sealed record Nil : TemplateOperand;

    internal sealed record Constant(object Value) : TemplateOperand;

    internal sealed record Variable(string Name) : TemplateOperand;

    internal sealed record Function(string Name) : TemplateOperand;

    internal sealed record Group(TemplatePipeline Pipeline) : TemplateOperand;
}
