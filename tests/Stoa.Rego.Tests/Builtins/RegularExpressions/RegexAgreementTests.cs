using System.Text;
using System.Text.RegularExpressions;
using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

/// <summary>The three ways to find matches agree: .NET's automata, the machine, and a plain search with backtracking.</summary>
public sealed class RegexAgreementTests
{
    private static readonly string[] Atoms =
        ["a", "b", "c", ".", "[ab]", "[^a]", @"\w", @"\d", "é", "😀", "[a-😀]", "[^😁]", @"\s", "(?i:K)", @"[\x{10000}-\x{10FFFF}]", "(?s:.)", @"\pL"];

    private static readonly string[] Assertions = ["^", "$", "(?m:^)", "(?m:$)", @"\A", @"\z"];
    private static readonly string[] Letters = ["a", "b", "c", "ab", "é", "😀", "😁", "\n", " ", "1", "K", "k", "\u212A", "_", "漢"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Net_MatchesWhatTheMachineMatches(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 600; round++)
        {
            var pattern = Pattern(random, 3, withWordBoundaries: false);
            var text = Text(random);
            var parsed = RegexParser.Parse(pattern);
            if (NetPattern.TryTranslate(parsed.Root) is null)
            {
                continue;
            }

            var call = BuiltinCall.Create();
            var byNet = CompiledRegex.Compile(pattern).IsMatch(call, text);
            var byMachine = new RegexMachine(call, RegexProgram.Compile(parsed, pattern), text, 0).Find(0) is not null;
            Assert.True(byNet == byMachine, $"seed {seed}, round {round}: {pattern} on {text}: {byNet}, but the machine {byMachine}");
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Machine_FindsTheCapturesThatBacktrackingFinds(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 1000; round++)
        {
            var pattern = Pattern(random, 3, withWordBoundaries: true);
            var text = Text(random);
            var parsed = RegexParser.Parse(pattern);
            var captures = parsed.Names.Count;
            var expected = BacktrackingMatcher.Find(parsed.Root, captures, text);
            var actual = new RegexMachine(BuiltinCall.Create(), RegexProgram.Compile(parsed, pattern), text, captures).Find(0);
            Assert.True(
                (expected is null && actual is null) || (expected is not null && actual is not null && expected.SequenceEqual(actual)),
                $"seed {seed}, round {round}: {pattern} on {text}: {Show(expected)}, but the machine {Show(actual)}");
        }
    }

    [Fact]
    public void Translation_NeverBacktracks()
    {
        var translated = NetPattern.TryTranslate(RegexParser.Parse("(a+)+$").Root);
        Assert.NotNull(translated);
        _ = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private static string Show(int[]? match) => match is null ? "nothing" : string.Join(' ', match);

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static string Pattern(Random random, int depth, bool withWordBoundaries)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(depth > 0 ? 12 : 6))
            {
                case 0 when withWordBoundaries:
                    text.Append(random.Next(2) == 0 ? @"\b" : @"\B");
                    break;
                case 1:
                    text.Append(Assertions[random.Next(Assertions.Length)]);
                    break;
                case < 7:
                    text.Append(Atoms[random.Next(Atoms.Length)]).Append(Quantifier(random));
                    break;
                case < 9:
                    text.Append(CultureFree($"(?:{Pattern(random, depth - 1, withWordBoundaries)}|{Pattern(random, depth - 1, withWordBoundaries)})"));
                    break;
                case < 11:
                    text.Append('(').Append(Pattern(random, depth - 1, withWordBoundaries)).Append(')');
                    break;
                default:
                    // Something that is never empty, several times.
                    text.Append("(?:").Append(Pattern(random, depth - 1, withWordBoundaries)).Append(Atoms[random.Next(Atoms.Length)]).Append(')').Append(Quantifier(random));
                    break;
            }
        }

        return text.ToString();
    }

    private static string CultureFree(FormattableString text) => FormattableString.Invariant(text);

    private static string Quantifier(Random random) => random.Next(9) switch
    {
        0 => "*",
        1 => "+",
        2 => "?",
        3 => "*?",
        4 => "+?",
        5 => "{2}",
        6 => "{1,3}",
        _ => "",
    };
}
