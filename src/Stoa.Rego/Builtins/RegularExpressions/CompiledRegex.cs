using System.Text.RegularExpressions;

namespace Stoa.Rego.Builtins;

/// <summary>
/// A regular expression that is ready to run, in time linear in the text whichever way. Whether there is a match, .NET's automata tell, or
/// <see cref="RegexMachine"/> where .NET has no such pattern or the text is not well formed. Where matches are, the machine tells. Safe for
/// several threads.
/// </summary>
/// <remarks>.NET 10's automata are right about whether there is a match, but may misplace it: of <c>b?cc</c> in <c>ccc</c> they find the second.</remarks>
internal sealed class CompiledRegex
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int WorkPerStep = 64;

    // Beyond, .NET takes long to make its states, or refuses to.
    private const int MaxNetSize = 2000;

    private readonly ParsedRegex _parsed;
    private readonly RegexProgram _program;
    private readonly Regex? _regex;

    private CompiledRegex(ParsedRegex parsed, RegexProgram program, Regex? regex)
    {
        _parsed = parsed;
        _program = program;
        _regex = regex;
    }

    /// <summary>The names of the captures by index; index 0 is the whole match.</summary>
    public IReadOnlyList<string?> Names => _parsed.Names;

    /// <exception cref="RegexSyntaxException">The pattern is no regular expression.</exception>
    public static CompiledRegex Compile(string pattern) => Compile(RegexParser.Parse(pattern), pattern);

    /// <exception cref="RegexSyntaxException">The expression is too large.</exception>
    public static CompiledRegex Compile(ParsedRegex parsed, string pattern)
    {
        var program = RegexProgram.Compile(parsed, pattern);
        return new CompiledRegex(parsed, program, program.Code.Count <= MaxNetSize ? TryTranslate(parsed.Root) : null);
    }

    private static Regex? TryTranslate(RegexNode root)
    {
        try
        {
            return NetPattern.TryTranslate(root) is { } translated ? new Regex(translated, Options) : null;
        }
        catch (NotSupportedException)
        {
            // .NET limits the size of its automata by its own measure.
            return null;
        }
    }

    public bool IsMatch(BuiltinContext context, string text)
    {
        if (_regex is null || !IsWellFormed(text))
        {
            using var machine = new RegexMachine(context, _program, text, captures: 0);
            return machine.Find(0) is not null;
        }

        Charge(context, text);
        return _regex.IsMatch(text);
    }

    /// <summary>
    /// The matches one after another, as the positions where they and their captures start and end. An empty match right after another does
    /// not count.
    /// </summary>
    public IEnumerable<int[]> FindAll(BuiltinContext context, string text, bool withCaptures)
    {
        using var machine = new RegexMachine(context, _program, text, withCaptures ? Names.Count : 1);
        var previousEnd = -1;
        for (var at = 0; at <= text.Length;)
        {
            context.Step();
            if (machine.Find(at) is not { } match)
            {
                yield break;
            }

            var isEmptyHere = match[1] == at;
            if (!isEmptyHere || match[0] != previousEnd)
            {
                yield return match;
            }

            at = isEmptyHere ? at + (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1) : match[1];
            previousEnd = match[1];
        }
    }

    private void Charge(BuiltinContext context, string text) =>
        context.Step((int)Math.Min(int.MaxValue, 1 + ((long)text.Length * _program.Code.Count / WorkPerStep)));

    private static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); ;)
        {
            var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0)
            {
                return true;
            }

            if (at + 1 == rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return false;
            }

            rest = rest[(at + 2)..];
        }
    }
}
