namespace Stoa.Rego;

/// <summary>Values that have been read and wait for the end of the array or object around them: a stack, one a thread.</summary>
internal sealed class Pending
{
    private const int LargestKept = 4096;

    [ThreadStatic]
    private static Pending? t_ofThread;

    private RegoValue[] _values = new RegoValue[64];

    public static Pending OfThread => t_ofThread ??= new Pending();

    public int Count { get; private set; }

    public void Add(RegoValue value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Count * 2);
        }

        _values[Count++] = value;
    }

    /// <summary>Takes what was added since a mark.</summary>
    public RegoValue[] Take(int mark)
    {
        var taken = _values.AsSpan(mark, Count - mark).ToArray();
        Drop(mark);
        return taken;
    }

    /// <summary>Takes what was added since a mark: keys, each followed by its value.</summary>
    public (RegoValue[] Keys, RegoValue[] Values) TakePairs(int mark)
    {
        var count = (Count - mark) / 2;
        if (count == 0)
        {
            return ([], []);
        }

        var (keys, values) = (new RegoValue[count], new RegoValue[count]);
        for (var i = 0; i < count; i++)
        {
            keys[i] = _values[mark + (2 * i)];
            values[i] = _values[mark + (2 * i) + 1];
        }

        Drop(mark);
        return (keys, values);
    }

    /// <summary>Lets go of everything, after an error.</summary>
    public void Clear() => Drop(0);

    private void Drop(int mark)
    {
        Array.Clear(_values, mark, Count - mark);
        Count = mark;
        if (mark == 0 && _values.Length > LargestKept)
        {
            _values = new RegoValue[64];
        }
    }
}
