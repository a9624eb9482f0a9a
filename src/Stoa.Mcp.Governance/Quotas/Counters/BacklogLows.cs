namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>
/// Answers "how low was the backlog since charge n?" in bounded memory: keeps the lows that no later one undercuts, so they rise with
/// time. When there are too many, the two most alike become one that reads lower than the truth: less is given back, never more.
/// </summary>
internal sealed class BacklogLows
{
    /// <summary>Enough that lows a factor of two apart are never merged, whatever the limit.</summary>
    private const int Capacity = 48;

    /// <summary>Lows closer together than this are one from the start, so that a long run of charges costs each only a comparison.</summary>
    private const double Step = 1 + (1 / 32.0);

    private (long Charge, double Low)[] _lows = [];
    private int _count;

    /// <summary>The backlog was <paramref name="low"/> just before charge number <paramref name="charge"/>.</summary>
    public void Add(long charge, double low)
    {
        DropUndercut(_count, low);
        if (_count > 0 && low + 1 < (_lows[_count - 1].Low + 1) * Step)
        {
            // Hardly above the last one, which then stands for both.
            _lows[_count - 1].Charge = charge;
            return;
        }

        if (_count == Capacity)
        {
            MergeMostAlike();
        }
        else if (_count == _lows.Length)
        {
            Array.Resize(ref _lows, Math.Clamp(_count * 2, 4, Capacity));
        }

        _lows[_count++] = (charge, low);
    }

    /// <summary>The lowest backlog between charge number <paramref name="charge"/> and the last one; infinite if none came after it.</summary>
    public double LowestSince(long charge)
    {
        var first = FirstAfter(charge);
        return first < _count ? _lows[first].Low : double.PositiveInfinity;
    }

    /// <summary>Rewrites history without <paramref name="units"/> of charge number <paramref name="charge"/>.</summary>
    public void Lower(long charge, double units, double backlogNow)
    {
        var first = FirstAfter(charge);
        for (var i = first; i < _count; i++)
        {
            _lows[i].Low = Math.Max(0, _lows[i].Low - units);
        }

        // Lows from before the charge count only as long as nothing later lies under them.
        var floor = first < _count ? _lows[first].Low : backlogNow;
        var kept = first;
        while (kept > 0 && _lows[kept - 1].Low >= floor)
        {
            kept--;
        }

        if (first < _count)
        {
            _lows.AsSpan(first, _count - first).CopyTo(_lows.AsSpan(kept));
        }

        _count -= first - kept;
    }

    private int FirstAfter(long charge)
    {
        var i = _count;
        while (i > 0 && _lows[i - 1].Charge > charge)
        {
            i--;
        }

        return i;
    }

    private void DropUndercut(int end, double low)
    {
        while (end > 0 && _lows[end - 1].Low >= low)
        {
            end--;
        }

        _count = end;
    }

    private void MergeMostAlike()
    {
        var best = 0;
        for (var i = 1; i < _count - 1; i++)
        {
            // (next + 1) / (this + 1) is smallest where least is lost in proportion.
            if ((_lows[i + 1].Low + 1) * (_lows[best].Low + 1) <= (_lows[best + 1].Low + 1) * (_lows[i].Low + 1))
            {
                best = i;
            }
        }

        _lows[best].Charge = _lows[best + 1].Charge;
        _lows.AsSpan(best + 2, _count - best - 2).CopyTo(_lows.AsSpan(best + 1));
        _count--;
    }
}
