namespace Stoa.Rego.Builtins;

/// <summary><c>strings.render_template</c>.</summary>
internal static class TemplateBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("strings.render_template", [RegoTypes.Text, RegoTypes.Members], RegoTypes.Text, BuiltinFailure.Guarding(Render)),
    ];

    private static RegoString Render(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var template = TemplateParser.Parse(context, ((RegoString)operands[0]).Value);
        try
        {
            // As JSON: sets are arrays, and all names are strings.
            var data = JsonBuiltins.Read(context, GoJson.Of(context, operands[1]));
            return RegoString.Of(new TemplateRunner(context, data).Run(template).Replace("<no value>", TemplatePrinting.Undefined));
        }
        catch (RegoInputException error)
        {
            throw new BuiltinFailure(error.Message);
        }
    }
}
