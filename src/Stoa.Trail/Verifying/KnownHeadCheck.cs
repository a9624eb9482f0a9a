using System.Text;

namespace Stoa.Trail.Verifying;

/// <summary>Holds a chain against the heads of it that were kept elsewhere, while its lines pass in order.</summary>
internal sealed class KnownHeadCheck(IEnumerable<KnownHead> heads, VerifiedTrail trail)
{
    private readonly KnownHead[] _heads = [.. heads.OrderBy(head => head.Sequence)];
    private int _at;

    public bool IsEmpty => _heads.Length == 0;

    public int Found { get; private set; }

    public int Removed { get; private set; }

    public int OfOtherTrails { get; private set; }

    /// <summary>A line passes; what is wrong with it, or null.</summary>
    public string? Line(long sequence, ReadOnlySpan<byte> hash)
    {
        for (; _at < _heads.Length && _heads[_at].Sequence <= sequence; _at++)
        {
            var head = _heads[_at];
            if (!Belongs(head))
            {
                OfOtherTrails++;
            }
            else if (head.Sequence < sequence)
            {
                Removed++;
            }
            else if (Ascii.Equals(hash, head.Hash))
            {
                Found++;
            }
            else
            {
                return "is not the head that was kept elsewhere: the trail was written anew";
            }
        }

        return null;
    }

    /// <summary>The chain ends; the first head that would stand behind its end, or null.</summary>
    public KnownHead? End()
    {
        for (; _at < _heads.Length; _at++)
        {
            if (Belongs(_heads[_at]))
            {
                return _heads[_at];
            }

            OfOtherTrails++;
        }

        return null;
    }

    private bool Belongs(KnownHead head) => head.Trail is null || trail.Id is null || head.Trail == trail.Id;
}
