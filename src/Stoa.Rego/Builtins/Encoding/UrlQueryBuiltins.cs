using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>The query of a URL: one value, or names with values.</summary>
internal static class UrlQueryBuiltins
{
    private const string WrongValue = "values must be string, array[string], or set[string]";

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("urlquery.encode", [T.Text], T.Text, Encode),
        new("urlquery.decode", [T.Text], T.Text, Decode),
        new("urlquery.encode_object", [T.Members], T.Text, EncodeObject),
        new("urlquery.decode_object", [T.Text], T.Members, DecodeObject),
    ];

    private static RegoString Encode(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Produce(CodePoints.Utf8Length(operands.TextAt(0)) * 3L);
        return RegoString.Of(UrlQueryText.Encode(operands.TextAt(0)));
    }

    private static RegoValue? Decode(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Produce(operands.TextAt(0).Length);
        return UrlQueryText.Decode(operands.TextAt(0), out var broken) is { } text
            ? RegoString.Of(text)
            : FailEscape(context, broken);
    }

    private static RegoValue? EncodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var query = new StringBuilder();
        foreach (var (key, value) in operands.ObjectAt(0))
        {
            var name = UrlQueryText.Encode(key is RegoString text ? text.Value : key.ToJson());
            ReadOnlySpan<RegoValue> values = value is RegoString ? [value] : OperandReading.Items(value);
            if (value is not (RegoString or RegoArray or RegoSet))
            {
                return context.FailOperand(1, WrongValue);
            }

            foreach (var item in values)
            {
                if (item is not RegoString itemText)
                {
                    return context.FailOperand(1, WrongValue);
                }

                context.Produce(name.Length + 2 + (itemText.Value.Length * 3L));
                query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(UrlQueryText.Encode(itemText.Value));
            }
        }

        return RegoString.Of(query.ToString());
    }

    private static RegoValue? DecodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Produce(operands.TextAt(0).Length);
        var members = new Dictionary<string, List<RegoValue>>();
        foreach (var pair in operands.TextAt(0).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Contains(';', StringComparison.Ordinal))
            {
                return context.Fail("invalid semicolon separator in query");
            }

            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (UrlQueryText.Decode(equals < 0 ? pair : pair[..equals], out var broken) is not { } name
                || UrlQueryText.Decode(equals < 0 ? "" : pair[(equals + 1)..], out broken) is not { } value)
            {
                return FailEscape(context, broken);
            }

            members.TryAdd(name, []);
            members[name].Add(RegoString.Of(value));
        }

        return RegoObject.Owning(
            [.. members.Keys.Select(RegoString.Of)],
            [.. members.Values.Select(values => RegoArray.Owning([.. values]))]);
    }

    private static RegoValue? FailEscape(BuiltinContext context, string broken) => context.Fail($"invalid URL escape {GoQuoting.Quote(broken)}");
}
