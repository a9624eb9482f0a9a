using System.Globalization;
using System.Text;
using Stoa.Rego.Syntax;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Syntax;

/// <summary>Whatever it is given, the parser gives a tree or a <see cref="RegoException"/>. <c>STOA_FUZZ_COUNT</c> sets the number of mutants.</summary>
public sealed class ParserFuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 2_000;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "(", ")", "|", ",", ":", ":=", "=", "==", ";", ".", "\"", "`", "$\"", "$`", "\\", "\\u", "\n", " ", "#", "if", "else", "some", "every", "in", "not",
        "with", "as", "default", "contains", "package", "import", "set(", "_", "1", "-", "1e", "0x", "x", "input", "data", "\0", "é", "\uD83D", "\uDE00", "\uFEFF", "# METADATA\n# ",
        "# scope: ", "# - ", "&a", "*a", "!!", "|+\n", "? ", "{{", "}}", "null",
    ];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("STOA_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    [Fact]
    public void Mutants_AreReadOrRefused()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        var (accepted, count) = (0, Count);
        for (var i = 0; i < count; i++)
        {
            var mutant = Mutate(Corpus.Modules[random.Next(Corpus.Modules.Count)], random);
            accepted += Survives(mutant, seed, () => RegoParser.ParseModule("m.rego", mutant)) ? 1 : 0;
            Survives(mutant, seed, () => RegoParser.ParseQuery(mutant));
        }

        output.WriteLine($"{accepted} of {count} mutants are modules.");
    }

    [Fact]
    public void Mutants_AreFormattedWithoutChange()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        var (formatted, givenUp, count) = (0, 0, Count);
        for (var i = 0; i < count; i++)
        {
            var mutant = Mutate(Corpus.Modules[random.Next(Corpus.Modules.Count)], random);
            if (!Survives(mutant, seed, () => RegoParser.ParseModule("m.rego", mutant)))
            {
                continue;
            }

            var module = RegoParser.ParseModule("m.rego", mutant);
            var once = RegoFormatter.Format(module, mutant);
            var again = RegoParser.ParseModule("m.rego", once);
            Assert.True(Shape.Of(module) == Shape.Of(again), $"Seed {seed}: changed\n{mutant}\n---\n{once}");
            Assert.True(once == RegoFormatter.Format(again, once), $"Seed {seed}: not stable\n{mutant}\n---\n{once}\n---\n{RegoFormatter.Format(again, once)}");
            formatted++;
            givenUp += once == mutant && RegoFormatter.Layout(module, mutant) != mutant ? 1 : 0;
        }

        output.WriteLine($"{formatted} of {count} mutants formatted, {givenUp} given up.");
    }

    [Fact]
    public void RandomTokens_AreReadOrRefused()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        for (var i = 0; i < Count; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Fragments[random.Next(Fragments.Length)] + (random.Next(3) == 0 ? " " : "")));
            Survives(text, seed, () => RegoParser.ParseModule("m.rego", "package m\np if " + text));
            Survives(text, seed, () => RegoParser.ParseTerm(text));
        }
    }

    [Fact]
    public void RandomBytes_AreReadOrRefused()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        for (var i = 0; i < Count / 5; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            var text = Encoding.Latin1.GetString(bytes);
            Survives(text, seed, () => RegoParser.ParseModule("m.rego", text));
        }
    }

    [Fact]
    public void EveryPrefix_IsReadOrRefused()
    {
        foreach (var module in Corpus.Modules)
        {
            for (var length = 0; length < module.Length; length++)
            {
                var prefix = module[..length];
                Survives(prefix, 0, () => RegoParser.ParseModule("m.rego", prefix));
            }
        }
    }

    private static bool Survives(string text, int seed, Action parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (RegoException refusal)
        {
            Assert.All(refusal.Errors, error => Assert.Equal(RegoErrorCodes.Parse, error.Code));
            return false;
        }
        catch (Exception error)
        {
            Assert.Fail($"Seed {seed}: {error}\n{text}");
            throw;
        }
    }

    private static string Mutate(string source, Random random)
    {
        var text = new StringBuilder(source);
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                    break;
                case 2 when at < text.Length:
                    text[at] = (char)random.Next(0x20, 0x7F);
                    break;
                default:
                    var from = random.Next(source.Length);
                    text.Insert(at, source.AsSpan(from, Math.Min(random.Next(1, 60), source.Length - from)));
                    break;
            }
        }

        return text.ToString();
    }
}
