using System.Text.RegularExpressions;

namespace Stoa.Rego.Builtins;

/// <summary>
/// A regular expression that is ready to run, in time linear in the text whichever way: by .NET's automata, or by <see cref="RegexMachine"/>
/// where .NET has no such pattern, where the text is not well formed, and where captures are asked for. Safe for several threads.
/// </summary>
internal sealed class CompiledRegex
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int WorkPerStep = 1024;

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
        return new CompiledRegex(parsed, program, NetPattern.TryTranslate(parsed.Root) is { } translated ? new Regex(translated, Options) : null);
    }

    public bool IsMatch(BuiltinContext context, string text)
    {
        if (_regex is null || !IsWellFormed(text))
        {
            return new RegexMachine(context, _program, text, captures: 0).Find(0) is not null;
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
        var find = Finder(context, text, withCaptures);
        var previousEnd = -1;
        for (var at = 0; at <= text.Length;)
        {
            context.Step();
            if (find(at) is not { } match)
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

    private Func<int, int[]?> Finder(BuiltinContext context, string text, bool withCaptures)
    {
        if (_regex is { } regex && (!withCaptures || Names.Count == 1) && IsWellFormed(text))
        {
            Charge(context, text);
            return start => FindByNet(regex, text, start);
        }

        return new RegexMachine(context, _program, text, withCaptures ? Names.Count : 1).Find;
    }

    private static int[]? FindByNet(Regex regex, string text, int start)
    {
        while (start <= text.Length && regex.Match(text, start) is { Success: true } match)
        {
            // .NET also looks between the surrogates of a pair, where only the empty text can match.
            if (match.Index == 0 || match.Index == text.Length || !char.IsSurrogatePair(text[match.Index - 1], text[match.Index]))
            {
                return [match.Index, match.Index + match.Length];
            }

            start = match.Index + 1;
        }

        return null;
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
