using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Runs a program over text, all its ways at once (Pike's construction): in time linear in the text, times the size of the program. Of the
/// matches it finds the leftmost, and of those the one that the expression prefers. It reads whole code points; what is none is U+FFFD.
/// </summary>
internal sealed class RegexMachine : IDisposable
{
    private readonly BuiltinContext _context;
    private readonly RegexProgram _program;
    private readonly string _text;
    private readonly int _slotCount;
    private readonly Stack<(int Instruction, int[] Slots)> _pending = [];
    private RegexThreads _current;
    private RegexThreads _next;

    /// <param name="context">Counts the work.</param>
    /// <param name="program">What to run.</param>
    /// <param name="text">What to run it over.</param>
    /// <param name="captures">How many captures to remember, the whole match being the first; none where it only matters whether there is a match.</param>
    public RegexMachine(BuiltinContext context, RegexProgram program, string text, int captures)
    {
        _context = context;
        _program = program;
        _text = text;
        _slotCount = captures * 2;
        (_current, _next) = program.RentThreads();
    }

    /// <summary>Leaves what it worked with to the next machine of the program.</summary>
    public void Dispose() => _program.ReturnThreads((_current, _next));

    /// <summary>
    /// The positions where captures start and end, -1 where they took no part; the whole match first. Null where nothing matches at or after
    /// the position.
    /// </summary>
    public int[]? Find(int start)
    {
        int[]? match = null;
        _current.Clear();
        for (var at = start; ; at += LengthAt(at))
        {
            if (match is null && (at == 0 || !_program.IsAnchored))
            {
                // A match may also begin here, which is preferred least.
                var slots = new int[_slotCount];
                Array.Fill(slots, -1);
                Follow(_current, 0, slots, at);
            }

            _context.Step(1 + (_current.Count / 8));
            match = Advance(at) ?? match;
            var isSettled = _next.Count == 0 ? match is not null || _program.IsAnchored : match is not null && _slotCount == 0;
            if (isSettled || at >= _text.Length)
            {
                return match;
            }

            (_current, _next) = (_next, _current);
        }
    }

    // Reads a code point on every way. The match of one that ends here: ways that are preferred less end with it.
    private int[]? Advance(int at)
    {
        _next.Clear();
        var (codePoint, after) = at < _text.Length ? (CodePointAt(at), at + LengthAt(at)) : (-1, at);
        for (var i = 0; i < _current.Count; i++)
        {
            var (position, slots) = _current[i];
            var instruction = _program.Code[position];
            if (instruction.Kind == RegexInstructionKind.Match)
            {
                return slots;
            }

            if (instruction.Kind == RegexInstructionKind.Read && codePoint >= 0 && instruction.Set!.Contains(codePoint))
            {
                Follow(_next, instruction.Next, slots, after);
            }
        }

        return null;
    }

    // Goes on to all instructions that read.
    private void Follow(RegexThreads threads, int start, int[] slots, int at)
    {
        _pending.Push((start, slots));
        while (_pending.TryPop(out var way))
        {
            if (!threads.TryAdd(way.Instruction))
            {
                continue;
            }

            threads.SetSlots(way.Slots);
            var instruction = _program.Code[way.Instruction];
            switch (instruction.Kind)
            {
                case RegexInstructionKind.Jump:
                    _pending.Push((instruction.Next, way.Slots));
                    break;
                case RegexInstructionKind.Split:
                    _pending.Push((instruction.Other, way.Slots));
                    _pending.Push((instruction.Next, way.Slots));
                    break;
                case RegexInstructionKind.Save:
                    _pending.Push((instruction.Next, Saved(way.Slots, instruction.Other, at)));
                    break;
                case RegexInstructionKind.Assert when Holds((RegexAssertion)instruction.Other, at):
                    _pending.Push((instruction.Next, way.Slots));
                    break;
            }
        }
    }

    private static int[] Saved(int[] slots, int slot, int at)
    {
        if (slot >= slots.Length)
        {
            return slots;
        }

        slots = [.. slots];
        slots[slot] = at;
        return slots;
    }

    private bool Holds(RegexAssertion assertion, int at) => assertion switch
    {
        RegexAssertion.TextStart => at == 0,
        RegexAssertion.TextEnd => at == _text.Length,
        RegexAssertion.LineStart => at == 0 || _text[at - 1] == '\n',
        RegexAssertion.LineEnd => at == _text.Length || _text[at] == '\n',
        RegexAssertion.WordBoundary => IsWordAt(at - 1) != IsWordAt(at),
        _ => IsWordAt(at - 1) == IsWordAt(at),
    };

    private bool IsWordAt(int position) =>
        (uint)position < (uint)_text.Length && (char.IsAsciiLetterOrDigit(_text[position]) || _text[position] == '_');

    private int CodePointAt(int at)
    {
        Rune.DecodeFromUtf16(_text.AsSpan(at), out var rune, out _);
        return rune.Value;
    }

    private int LengthAt(int at) => at + 1 < _text.Length && char.IsSurrogatePair(_text[at], _text[at + 1]) ? 2 : 1;
}
