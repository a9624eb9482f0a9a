namespace Stoa.Rego.Builtins;

/// <summary>One step of a program.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Next">Where to go on; of a choice, the preferred way.</param>
/// <param name="Other">The other way of a choice, the slot of a position, or an assertion.</param>
/// <param name="Set">What to read.</param>
internal readonly record struct RegexInstruction(RegexInstructionKind Kind, int Next = 0, int Other = 0, CodePointSet? Set = null);
