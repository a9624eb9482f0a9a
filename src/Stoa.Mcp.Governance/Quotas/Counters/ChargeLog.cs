namespace Stoa.Mcp.Governance.Quotas.Counters;

/// <summary>Charges by time, oldest first, in a ring of bounded size.</summary>
internal sealed class ChargeLog
{
    private const int MaxSlots = 128;

    private Slot[] _slots = new Slot[4];
    private long _first;
    private int _count;

    /// <summary>Sum over the slots.</summary>
    public long Units { get; private set; }

    /// <summary>Records a charge, in the newest slot if that was opened less than <paramref name="span"/> ago or all slots are in use.</summary>
    /// <returns>The number of the slot.</returns>
    public long Add(long now, long units, long span)
    {
        Units += units;
        var newest = _first + _count - 1;
        if (_count > 0 && (now - At(newest).Opened < span || _count == MaxSlots))
        {
            // The slot leaves with its latest charge, so none leaves early.
            ref var slot = ref At(newest);
            slot.Latest = Math.Max(slot.Latest, now);
            slot.Units += units;
            return newest;
        }

        if (_count == _slots.Length)
        {
            Grow();
        }

        _count++;
        At(newest + 1) = new Slot { Opened = now, Latest = now, Units = units };
        return newest + 1;
    }

    /// <summary>Takes back a charge whose slot is still there.</summary>
    public void Remove(long number, long units)
    {
        if (number < _first || number >= _first + _count)
        {
            return;
        }

        At(number).Units -= units;
        Units -= units;
        while (_count > 0 && At(_first + _count - 1).Units == 0)
        {
            // Its number may be used again: every charge that knew it has been taken back.
            _count--;
        }
    }

    /// <summary>Forgets what was taken at <paramref name="time"/> or before.</summary>
    public void DropThrough(long time)
    {
        while (_count > 0 && (At(_first).Units == 0 || At(_first).Latest <= time))
        {
            Units -= At(_first).Units;
            _first++;
            _count--;
        }
    }

    /// <summary>When the slot was last charged whose leaving brings back the oldest <paramref name="units"/>, of which there are as many.</summary>
    public long TimeOf(long units)
    {
        var number = _first;
        for (var sum = At(number).Units; sum < units; sum += At(number).Units)
        {
            number++;
        }

        return At(number).Latest;
    }

    private ref Slot At(long number) => ref _slots[number & (_slots.Length - 1)];

    private void Grow()
    {
        var grown = new Slot[_slots.Length * 2];
        for (var number = _first; number < _first + _count; number++)
        {
            grown[number & (grown.Length - 1)] = At(number);
        }

        _slots = grown;
    }

    private struct Slot
    {
        public long Opened;
        public long Latest;
        public long Units;
    }
}
