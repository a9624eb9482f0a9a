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
            var json = ModuleJson.Of(RegoParser.ParseModule(file, text, readsMetadata: false));
            return IsWithin(json, JsonReading.MaxDepth) ? json : context.Fail($"{file}: the tree of the module nests deeper than {JsonReading.MaxDepth} levels");
        }
        catch (RegoException error)
        {
            return context.Fail(error.Errors[0].ToString());
        }
        catch (InsufficientExecutionStackException)
        {
            return context.Fail($"{file}: the module nests too deep");
        }
    }

    private static bool IsWithin(RegoValue value, int depth) => depth >= 0 && value switch
    {
        RegoArray array => array.All(item => IsWithin(item, depth - 1)),
        RegoObject members => members.All(member => IsWithin(member.Value, depth - 1)),
        _ => true,
    };
}
