namespace Stoa.Rego.Builtins;

/// <summary>A regular expression as instructions for <see cref="RegexMachine"/>: its size is that of the expression with counts written out.</summary>
internal sealed class RegexProgram
{
    /// <summary>The most instructions of a program.</summary>
    public const int MaxSize = 100_000;

    private const int MaxSpareSize = 10_000;
    private readonly List<RegexInstruction> _code = [];
    private Tuple<RegexThreads, RegexThreads>? _spare;

    private RegexProgram()
    {
    }

    public IReadOnlyList<RegexInstruction> Code => _code;

    /// <summary>Whether a match can begin at the start of the text only.</summary>
    public bool IsAnchored { get; private init; }

    /// <exception cref="RegexSyntaxException">The program were too large.</exception>
    public static RegexProgram Compile(ParsedRegex regex, string pattern)
    {
        var program = new RegexProgram { IsAnchored = RegexFacts.IsAnchored(regex.Root) };
        try
        {
            program.Emit(new RegexNode.Capture(regex.Root, 0));
            program.Add(new RegexInstruction(RegexInstructionKind.Match));
            return program;
        }
        catch (InvalidOperationException)
        {
            throw new RegexSyntaxException("expression too large", pattern);
        }
    }

    /// <summary>Room for two sets of threads, new or used before.</summary>
    public (RegexThreads, RegexThreads) RentThreads() => Interlocked.Exchange(ref _spare, null) is { } spare
        ? (spare.Item1, spare.Item2)
        : (new RegexThreads(_code.Count), new RegexThreads(_code.Count));

    public void ReturnThreads((RegexThreads Current, RegexThreads Next) threads)
    {
        if (_code.Count <= MaxSpareSize)
        {
            _spare = Tuple.Create(threads.Current, threads.Next);
        }
    }

    private void Emit(RegexNode node)
    {
        switch (node)
        {
            case RegexNode.One one:
                Add(new RegexInstruction(RegexInstructionKind.Read, _code.Count + 1, Set: one.Set));
                break;
            case RegexNode.Assertion assertion:
                Add(new RegexInstruction(RegexInstructionKind.Assert, _code.Count + 1, (int)assertion.Kind));
                break;
            case RegexNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Emit(part);
                }

                break;
            case RegexNode.Capture capture:
                Add(new RegexInstruction(RegexInstructionKind.Save, _code.Count + 1, capture.Index * 2));
                Emit(capture.Part);
                Add(new RegexInstruction(RegexInstructionKind.Save, _code.Count + 1, (capture.Index * 2) + 1));
                break;
            case RegexNode.Choice choice:
                EmitChoice(choice.Choices);
                break;
            case RegexNode.Repeat repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitChoice(IReadOnlyList<RegexNode> choices)
    {
        var ends = new List<int>();
        for (var i = 0; i < choices.Count - 1; i++)
        {
            var split = Add(default);
            Emit(choices[i]);
            ends.Add(Add(default));
            _code[split] = new RegexInstruction(RegexInstructionKind.Split, split + 1, _code.Count);
        }

        Emit(choices[^1]);
        foreach (var end in ends)
        {
            _code[end] = new RegexInstruction(RegexInstructionKind.Jump, _code.Count);
        }
    }

    private void EmitRepeat(RegexNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Min - (repeat.Max is null ? 1 : 0); i++)
        {
            Emit(repeat.Part);
        }

        if (repeat.Max is null)
        {
            EmitLoop(repeat);
            return;
        }

        // Each optional round stands within the one before.
        var splits = new List<int>();
        for (var i = repeat.Min; i < repeat.Max; i++)
        {
            splits.Add(Add(default));
            Emit(repeat.Part);
        }

        foreach (var split in splits)
        {
            Patch(split, split + 1, _code.Count, repeat.IsGreedy);
        }
    }

    // One round or more; or none, where the minimum is none.
    private void EmitLoop(RegexNode.Repeat repeat)
    {
        var skip = repeat.Min == 0 ? Add(default) : -1;
        var start = _code.Count;
        Emit(repeat.Part);
        var split = Add(default);
        Patch(split, start, _code.Count, repeat.IsGreedy);
        if (skip >= 0)
        {
            Patch(skip, start, _code.Count, repeat.IsGreedy);
        }
    }

    private void Patch(int split, int again, int leave, bool isGreedy) => _code[split] = isGreedy
        ? new RegexInstruction(RegexInstructionKind.Split, again, leave)
        : new RegexInstruction(RegexInstructionKind.Split, leave, again);

    private int Add(RegexInstruction instruction)
    {
        if (_code.Count == MaxSize)
        {
            throw new InvalidOperationException("The program is too large.");
        }

        _code.Add(instruction);
        return _code.Count - 1;
    }
}
