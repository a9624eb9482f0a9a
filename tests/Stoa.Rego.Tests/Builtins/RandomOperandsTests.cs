using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

/// <summary>Whatever operands of the declared types a builtin is given, it answers, fails or is stopped: it does not throw.</summary>
public sealed class RandomOperandsTests
{
    private static readonly string[] Pieces =
    [
        "", "a", "b", "ab", "%", "%d", "%[1]*.*f", "%!", "0", "1", "9", "10", "999999", ".", "-", "+", "e", "/", ":", "::", "::1", "10.0.0.1", "/24", "/129", "[", "]", "(", ")", "{", "}",
        "{2,3}", "{1000}", "|", "*", "+", "?", "?:", "?P<", "?<n>", "?i", "^", "$", "$1", "${", "\\", "\\p", "\\pL", "\\x", "\\Q", "\\b", "[[:", ":]]", "é", "😀", "\uDC80", "\0", "\n", " ", "\"", "Ki", "1.2.3",
        "urn:uuid:", "00000000-0000-4000-8000-000000000000", "=", "&", ";", "_", "Zg==", "2020-01-01T00:00:00Z", "{\"a\": 1}",
    ];

    private static readonly string[] Numbers = ["0", "1", "-1", "2", "10", "16", "255", "1.5", "-0.5", "1e3", "1e-300", "1e300", "1e20000", "9223372036854775807", "-9223372036854775808", "123456789012345678901234567890"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Builtins_DoNotThrow(int seed)
    {
        var random = new Random(seed);
        var builtins = BuiltinCatalog.All.Values.Where(builtin => !builtin.IsRestricted).OrderBy(builtin => builtin.Name, StringComparer.Ordinal).ToArray();
        for (var round = 0; round < 60; round++)
        {
            foreach (var builtin in builtins)
            {
                RegoValue[] operands = [.. builtin.Operands.Select(types => Draw(random, types, 3))];
                try
                {
                    builtin.Function(BuiltinCall.Create(), operands);
                }
                catch (OperationCanceledException)
                {
                    // Out of steps or output.
                }
                catch (Exception error)
                {
                    Assert.Fail($"seed {seed}, round {round}: {builtin.Name}({string.Join(", ", (object[])operands)}): {error}");
                }
            }
        }
    }

    private static RegoValue Draw(Random random, RegoTypes types, int depth)
    {
        var kinds = Enumerable.Range(0, 7).Where(kind => types.HasFlag((RegoTypes)(1 << kind)) && (depth > 0 || kind <= (int)RegoKind.String)).ToArray();
        if (kinds.Length == 0)
        {
            return types.HasFlag(RegoTypes.Array) ? RegoArray.Empty : types.HasFlag(RegoTypes.Set) ? RegoSet.Empty : RegoObject.Empty;
        }

        return (RegoKind)kinds[random.Next(kinds.Length)] switch
        {
            RegoKind.Null => RegoNull.Instance,
            RegoKind.Boolean => random.Next(2) == 0,
            RegoKind.Number => RegoNumber.Parse(Numbers[random.Next(Numbers.Length)]),
            RegoKind.String => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => Pieces[random.Next(Pieces.Length)])),
            RegoKind.Array => RegoArray.Of(Items(random, depth)),
            RegoKind.Set => RegoSet.Of(Items(random, depth)),
            _ => RegoObject.Of([.. Items(random, depth).Distinct().Select(key => (key, Draw(random, random.Next(2) == 0 ? RegoTypes.Any : RegoTypes.Text, depth - 1)))]),
        };
    }

    private static RegoValue[] Items(Random random, int depth)
    {
        // Mostly of one kind, as builtins go on only then.
        var types = random.Next(3) == 0 ? RegoTypes.Any : (RegoTypes)(1 << random.Next(7));
        return [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => Draw(random, types, depth - 1))];
    }
}
