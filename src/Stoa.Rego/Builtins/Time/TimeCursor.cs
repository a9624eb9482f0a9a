using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Walks along the text of a time and Go's layout at once. Every failure names both.</summary>
internal ref struct TimeCursor(string layout, string value)
{
    private ReadOnlySpan<char> _layout = layout;
    private LayoutChunk _chunk;

    /// <summary>What of the text is not read yet.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = value;

    /// <summary>The part of the layout whose text comes next.</summary>
    public readonly LayoutPart Part => _chunk.Part;

    /// <summary>How the layout spells that part.</summary>
    public readonly string Spelling => _chunk.Spelling;

    /// <summary>Whether the layout has a fraction right behind this part.</summary>
    public readonly bool HasFractionNext
    {
        get
        {
            var following = _layout;
            return LayoutChunk.Next(ref following) is { Prefix: "", Part: LayoutPart.FractionFixed or LayoutPart.FractionTrimmed };
        }
    }

    private readonly string Subject => $"parsing time {RegoString.Of(value)}";

    /// <summary>Goes to the next part of the layout. False at the end, which must be the end of the text too.</summary>
    public bool MoveNext()
    {
        _chunk = LayoutChunk.Next(ref _layout);
        SkipLiteral();
        if (Part == LayoutPart.None && Rest.Length > 0)
        {
            throw new BuiltinFailure($"{Subject}: extra text: {RegoString.Of(Rest.ToString())}");
        }

        return Part != LayoutPart.None;
    }

    public void Skip(int length) => Rest = Rest[length..];

    public void SkipSpaces(int most)
    {
        for (; most > 0 && Rest is [' ', ..]; most--)
        {
            Skip(1);
        }
    }

    /// <summary>The place of the name that comes next, of which the text has the first letters, or all where the length is 0.</summary>
    public int Name(IReadOnlyList<string> names, int length)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = length == 0 ? names[i] : names[i][..length];
            if (Rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                Skip(name.Length);
                return i;
            }
        }

        throw Mismatch();
    }

    public int Number(int fewest, int most = 2)
    {
        var length = 0;
        while (length < most && length < Rest.Length && char.IsAsciiDigit(Rest[length]))
        {
            length++;
        }

        if (length < fewest)
        {
            throw Mismatch();
        }

        var number = int.Parse(Rest[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        Skip(length);
        return number;
    }

    public readonly int InRange(int number, int least, int most, string what) => number >= least && number <= most ? number : throw OutOfRange(what);

    public readonly BuiltinFailure OutOfRange(string what) => new($"{Subject}: {what} out of range");

    public readonly BuiltinFailure Mismatch() => Mismatch(Spelling);

    // Spaces of the layout match any number of spaces, even none.
    private void SkipLiteral()
    {
        var literal = _chunk.Prefix.AsSpan();
        while (literal.Length > 0)
        {
            if (literal[0] == ' ' && (Rest.Length == 0 || Rest[0] == ' '))
            {
                literal = literal.TrimStart(' ');
                Rest = Rest.TrimStart(' ');
            }
            else if (Rest.Length > 0 && Rest[0] == literal[0])
            {
                literal = literal[1..];
                Skip(1);
            }
            else
            {
                throw Mismatch(_chunk.Prefix);
            }
        }
    }

    private readonly BuiltinFailure Mismatch(string part) =>
        new($"{Subject} as {RegoString.Of(layout)}: cannot parse {RegoString.Of(Rest.ToString())} as {RegoString.Of(part)}");
}
