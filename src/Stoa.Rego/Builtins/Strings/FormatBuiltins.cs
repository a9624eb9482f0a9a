using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Strings made from values.</summary>
internal static class FormatBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("sprintf", [T.Text, T.Array], T.Text, Sprintf),
        new("internal.template_string", [T.Array], T.Text, TemplateString),
    ];

    private static RegoString Sprintf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var values = operands.ArrayAt(1).Span;
        context.Step(values.Length);
        var arguments = new FormatArgument[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            arguments[i] = FormatArgument.Of(context, values[i]);
        }

        return RegoString.Of(new GoFormatter(context, operands.TextAt(0), arguments).Format());
    }

    // Text stands as it is; a computed part comes in a set, which is empty where the part is undefined.
    private static RegoValue? TemplateString(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = new StringBuilder();
        foreach (var part in operands.ArrayAt(0).Span)
        {
            if (part is RegoSet { Count: > 1 })
            {
                return context.Fail("template-strings must not produce multiple outputs");
            }

            var value = part is RegoSet set ? set.FirstOrDefault() : part;
            if (value is RegoString plain)
            {
                context.Produce(plain.Value.Length);
                text.Append(plain.Value);
            }
            else
            {
                text.Append(value is null ? "<undefined>" : ValueText.Of(context, value));
            }
        }

        return RegoString.Of(text.ToString());
    }
}
