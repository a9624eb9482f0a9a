using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>The functions of templates.</summary>
internal sealed class TemplateFunctions(BuiltinContext context)
{
    private static readonly HashSet<string> Names =
        ["and", "or", "not", "len", "index", "slice", "print", "printf", "println", "html", "js", "urlquery", "eq", "ne", "lt", "le", "gt", "ge", "call"];

    public static bool Exists(string name) => Names.Contains(name);

    /// <summary>Whether a value counts as true: it is there, and is neither false, zero nor empty.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or RegoNull => false,
        long integer => integer != 0,
        double number => number != 0,
        RegoBoolean boolean => boolean.Value,
        RegoString text => text.Value.Length > 0,
        RegoArray array => array.Count > 0,
        RegoObject members => members.Count > 0,
        _ => true,
    };

    /// <summary>Calls a function. Arguments are computed as they are needed: <c>and</c> and <c>or</c> stop early.</summary>
    public object? Call(string name, IReadOnlyList<Func<object?>> arguments)
    {
        if (name is "and" or "or")
        {
            return ShortCircuit(name, arguments);
        }

        var values = arguments.Select(argument => argument()).ToList();
        return name switch
        {
            "not" => Boolean(!IsTrue(Only(name, values))),
            "len" => (long)Length(Only(name, values)),
            "index" => Index(values),
            "slice" => Slice(values),
            "print" => Text(Print(values)),
            "println" => Text(string.Join(' ', values.Select(value => TemplatePrinting.PrintArgument(context, value))) + "\n"),
            "printf" => Printf(values),
            "html" => Text(Escaped(Print(values), Html)),
            "js" => Text(Escaped(Print(values), Js)),
            "urlquery" => Text(UrlQueryText.Encode(Print(values))),
            "eq" => Boolean(TemplateComparison.EqualsAny(values)),
            "ne" => Boolean(!TemplateComparison.EqualsAny(Two(name, values))),
            "lt" => Boolean(TemplateComparison.Compare(Two(name, values)) < 0),
            "le" => Boolean(TemplateComparison.Compare(Two(name, values)) <= 0),
            "gt" => Boolean(TemplateComparison.Compare(Two(name, values)) > 0),
            "ge" => Boolean(TemplateComparison.Compare(Two(name, values)) >= 0),
            _ => throw new BuiltinFailure("call of a value that is no function"),
        };
    }

    private static object? ShortCircuit(string name, IReadOnlyList<Func<object?>> arguments)
    {
        object? value = null;
        foreach (var argument in arguments.Count > 0 ? arguments : throw Count(name, 1, 0))
        {
            value = argument();
            if (IsTrue(value) == (name == "or"))
            {
                break;
            }
        }

        return value;
    }

    private static int Length(object? value) => value switch
    {
        RegoString text => CodePoints.Utf8Length(text.Value),
        RegoNumber number => number.Text.Length,
        RegoArray array => array.Count,
        RegoObject members => members.Count,
        _ => throw new BuiltinFailure($"len of type {TemplatePrinting.Describe(value)}"),
    };

    private static object? Index(List<object?> values)
    {
        var value = values.Count > 0 ? values[0] : throw Count("index", 1, 0);
        foreach (var key in values.Skip(1))
        {
            value = value switch
            {
                RegoArray array when key is long position => position >= 0 && position < array.Count ? array[(int)position] : throw new BuiltinFailure($"index out of range: {position}"),
                RegoObject members when key is RegoString name => members.Find(name),
                RegoArray or RegoObject => throw new BuiltinFailure($"cannot index with type {TemplatePrinting.Describe(key)}"),
                null or RegoNull => throw new BuiltinFailure("index of untyped nil"),
                _ => throw new BuiltinFailure($"can't index item of type {TemplatePrinting.Describe(value)}"),
            };
        }

        return value;
    }

    private static object Slice(List<object?> values)
    {
        var source = values.Count is > 0 and < 5 ? values[0] : throw Count("slice", 1, values.Count);
        var bytes = source is RegoString text ? Encoding.UTF8.GetBytes(text.Value) : null;
        var length = bytes?.Length ?? (source as RegoArray)?.Count ?? throw new BuiltinFailure($"can't slice item of type {TemplatePrinting.Describe(source)}");
        var (from, to) = (Bound(values, 1, 0, length), Bound(values, 2, length, length));
        if (from > to)
        {
            throw new BuiltinFailure($"invalid slice index: {from} > {to}");
        }

        return bytes is null ? RegoArray.Of(((RegoArray)source!).Span[from..to]) : RegoString.Of(Encoding.UTF8.GetString(bytes.AsSpan(from, to - from)));
    }

    private static int Bound(List<object?> values, int position, int otherwise, int length) => values.Count <= position ? otherwise
        : values[position] is long bound && bound >= 0 && bound <= length ? (int)bound
        : throw new BuiltinFailure($"index out of range: {TemplatePrinting.Describe(values[position])}");

    private RegoString Printf(List<object?> values)
    {
        var format = values.Count > 0 ? values[0] as RegoString : throw Count("printf", 1, 0);
        var arguments = values.Skip(1).Select(value => FormatArgument.Of(context, value switch
        {
            long integer => RegoNumber.Of(integer),
            double number => RegoNumber.Of(number),
            RegoString or RegoNumber => (RegoValue)value,
            _ => Text(TemplatePrinting.PrintArgument(context, value)),
        })).ToArray();
        return Text(new GoFormatter(context, format?.Value ?? throw new BuiltinFailure("the format is no string"), arguments).Format());
    }

    // A space goes between two neighbours of which neither is a string.
    private string Print(List<object?> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0 && values[i] is not RegoString && values[i - 1] is not RegoString)
            {
                text.Append(' ');
            }

            text.Append(TemplatePrinting.PrintArgument(context, values[i]));
        }

        return text.ToString();
    }

    private string Escaped(string text, Func<char, string?> escape)
    {
        context.Produce(6L * text.Length);
        var escaped = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            _ = escape(unit) is { } replacement ? escaped.Append(replacement) : escaped.Append(unit);
        }

        return escaped.ToString();
    }

    private static string? Html(char unit) => unit switch
    {
        '\0' => "\uFFFD",
        '"' => "&#34;",
        '\'' => "&#39;",
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => null,
    };

    private static string? Js(char unit) => unit switch
    {
        '\\' => @"\\",
        '\'' => @"\'",
        '"' => "\\\"",
        '<' or '>' or '&' or '=' or < ' ' or '\u2028' or '\u2029' => string.Create(System.Globalization.CultureInfo.InvariantCulture, $@"\u{(int)unit:X4}"),
        _ => null,
    };

    private RegoString Text(string text) => context.Text(text);

    private static RegoBoolean Boolean(bool value) => RegoBoolean.Of(value);

    private static object? Only(string name, List<object?> values) => values.Count == 1 ? values[0] : throw Count(name, 1, values.Count);

    private static List<object?> Two(string name, List<object?> values) => values.Count == 2 ? values : throw Count(name, 2, values.Count);

    private static BuiltinFailure Count(string name, int wanted, int got) => new($"wrong number of args for {name}: want {wanted} got {got}");
}
