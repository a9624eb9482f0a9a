using Stoa.Rego.Syntax;

namespace Stoa.Rego.Builtins;

/// <summary>Builtins about Rego itself.</summary>
internal static class ModuleBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("rego.parse_module", [RegoTypes.Text, RegoTypes.Text], RegoTypes.Members, ParseModule),
    ];

    private static RegoValue? ParseModule(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (file, text) = (((RegoString)operands[0]).Value, ((RegoString)operands[1]).Value);
        context.Produce(text.Length);
        try
        {
            return ModuleJson.Of(RegoParser.ParseModule(file, text, readsMetadata: false));
        }
        catch (RegoException error)
        {
            return context.Fail(error.Errors[0].ToString());
        }
    }
}
