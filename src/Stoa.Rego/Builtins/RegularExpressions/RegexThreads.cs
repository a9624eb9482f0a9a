namespace Stoa.Rego.Builtins;

/// <summary>The instructions that a machine stands at, in order of preference, each once, with the positions remembered on the way.</summary>
internal sealed class RegexThreads(int programSize)
{
    private readonly int[] _slotOf = new int[programSize];
    private (int Instruction, int[] Slots)[] _threads = new (int, int[])[16];

    public int Count { get; private set; }

    public (int Instruction, int[] Slots) this[int index] => _threads[index];

    public void Clear() => Count = 0;

    /// <summary>Adds an instruction unless it is there.</summary>
    public bool TryAdd(int instruction)
    {
        var slot = _slotOf[instruction];
        if (slot < Count && _threads[slot].Instruction == instruction)
        {
            return false;
        }

        if (Count == _threads.Length)
        {
            Array.Resize(ref _threads, Count * 2);
        }

        _slotOf[instruction] = Count;
        _threads[Count++] = (instruction, []);
        return true;
    }

    /// <summary>Says what was remembered on the way to the instruction added last.</summary>
    public void SetSlots(int[] slots) => _threads[Count - 1].Slots = slots;
}
