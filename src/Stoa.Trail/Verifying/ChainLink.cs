namespace Stoa.Trail.Verifying;

/// <summary>Where a chain has got to, and whether a line continues it.</summary>
internal sealed class ChainLink
{
    private static readonly byte[] Zeros = [.. Enumerable.Repeat((byte)'0', LineLayout.HashDigits)];
    private readonly byte[] _hash = [.. Zeros];

    public long First { get; private set; }

    public long Last { get; private set; }

    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Whether the line is the next one; what is wrong with it, or null.</summary>
    public string? Check(in LineLayout line)
    {
        // Above 1, retention has removed what came before, and with it what the first prev is the hash of.
        if (First == 0 && line.Sequence > 1)
        {
            return null;
        }

        if (line.Sequence != Last + 1)
        {
            return line.Sequence > Last + 1 ? $"follows line {Last} directly: the lines between are missing" : $"follows line {Last}, and stood before it";
        }

        return line.Previous.SequenceEqual(_hash) ? null : "does not continue the line before: its prev is not that line's hash";
    }

    /// <summary>The line counts from now on.</summary>
    public void Take(in LineLayout line)
    {
        First = First == 0 ? line.Sequence : First;
        Last = line.Sequence;
        line.Hash.CopyTo(_hash);
    }
}
