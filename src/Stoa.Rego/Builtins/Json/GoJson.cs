using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Values as OPA marshals them: members sorted by name, <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> escaped, numbers as they were written.
/// </summary>
internal sealed class GoJson
{
    private readonly BuiltinContext _context;
    private readonly StringBuilder _text = new();
    private readonly string _prefix;
    private readonly string? _indent;

    private GoJson(BuiltinContext context, string prefix, string? indent)
    {
        _context = context;
        _prefix = prefix;
        _indent = indent;
    }

    public static string Of(BuiltinContext context, RegoValue value)
    {
        var json = new GoJson(context, "", null);
        json.Write(value, 0);
        return json._text.ToString();
    }

    /// <summary>On several lines, each after the prefix and an indentation of its depth.</summary>
    public static string Indented(BuiltinContext context, RegoValue value, string prefix, string indent)
    {
        var json = new GoJson(context, prefix, indent);
        context.Produce(prefix.Length);
        json._text.Append(prefix);
        json.Write(value, 0);
        return json._text.ToString();
    }

    private void Write(RegoValue value, int depth)
    {
        _context.Step();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case RegoNull:
                Append("null");
                break;
            case RegoBoolean boolean:
                Append(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                Append(number.Text);
                break;
            case RegoString text:
                WriteText(text.Value);
                break;
            case RegoArray array:
                WriteItems(array.Span, depth);
                break;
            case RegoSet set:
                WriteItems(set.Span, depth);
                break;
            case RegoObject members:
                WriteMembers(members, depth);
                break;
        }
    }

    private void WriteItems(ReadOnlySpan<RegoValue> items, int depth)
    {
        Append("[");
        for (var i = 0; i < items.Length; i++)
        {
            Separate(i, depth + 1);
            Write(items[i], depth + 1);
        }

        Close(items.Length, ']', depth);
    }

    private void WriteMembers(RegoObject members, int depth)
    {
        Append("{");
        var first = 0;
        foreach (var (name, value) in Sorted(members))
        {
            Separate(first++, depth + 1);
            WriteText(name);
            Append(_indent is null ? ":" : ": ");
            Write(value, depth + 1);
        }

        Close(first, '}', depth);
    }

    // Keys of other kinds become names, which sort among the others.
    private IEnumerable<(string Name, RegoValue Value)> Sorted(RegoObject members)
    {
        var named = new List<(string Name, RegoValue Value)>(members.Count);
        var plain = true;
        foreach (var (key, value) in members)
        {
            plain &= key is RegoString;
            named.Add((key is RegoString name ? name.Value : Of(_context, key), value));
        }

        return plain ? named : named.OrderBy(member => member.Name, Comparer<string>.Create(CodePoints.Compare));
    }

    private void Separate(int position, int depth)
    {
        if (position > 0)
        {
            Append(",");
        }

        Break(depth);
    }

    private void Close(int count, char bracket, int depth)
    {
        if (count > 0)
        {
            Break(depth);
        }

        _text.Append(bracket);
    }

    private void Break(int depth)
    {
        if (_indent is null)
        {
            return;
        }

        _context.Produce(1 + _prefix.Length + ((long)_indent.Length * depth));
        _text.Append('\n').Append(_prefix);
        for (var i = 0; i < depth; i++)
        {
            _text.Append(_indent);
        }
    }

    private void Append(string text)
    {
        _context.Produce(text.Length);
        _text.Append(text);
    }

    private void WriteText(string value)
    {
        _context.Produce(value.Length + 2);
        _text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var unit = value[i];
            _ = unit switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append(@"\\"),
                '\b' => _text.Append(@"\b"),
                '\f' => _text.Append(@"\f"),
                '\n' => _text.Append(@"\n"),
                '\r' => _text.Append(@"\r"),
                '\t' => _text.Append(@"\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => _text.Append(CultureInfo.InvariantCulture, $@"\u{(int)unit:x4}"),
                _ when char.IsSurrogate(unit) && !IsPaired(value, i) => _text.Append(@"\ufffd"),
                _ => _text.Append(unit),
            };
        }

        _text.Append('"');
    }

    private static bool IsPaired(string value, int i) => char.IsHighSurrogate(value[i])
        ? i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])
        : i > 0 && char.IsHighSurrogate(value[i - 1]);
}
