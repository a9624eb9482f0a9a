namespace Stoa.Rego.Builtins;

/// <summary>A part of a template.</summary>
internal abstract record TemplateNode
{
    internal sealed record Text(string Value) : TemplateNode;

    internal sealed record Action(TemplatePipeline Pipeline) : TemplateNode;

    internal sealed record If(TemplatePipeline Pipeline, List<TemplateNode> Then, List<TemplateNode> Else) : TemplateNode;

    internal sealed record With(TemplatePipeline Pipeline, List<TemplateNode> Then, List<TemplateNode> Else) : TemplateNode;

    internal sealed record Range(TemplatePipeline Pipeline, List<TemplateNode> Body, List<TemplateNode> Else) : TemplateNode;

    internal sealed record Break : TemplateNode;

    internal sealed record Continue : TemplateNode;
}
