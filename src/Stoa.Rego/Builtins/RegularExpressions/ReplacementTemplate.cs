using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// What replaces matches: text with <c>$1</c>, <c>$name</c> or <c>${name}</c> for captures and <c>$$</c> for a dollar sign. A name reaches as
/// far as letters, digits and underscores do; one that no capture has is empty.
/// </summary>
internal sealed class ReplacementTemplate
{
    private readonly List<(string? Text, int Capture)> _parts = [];
    private readonly IReadOnlyList<string?> _names;

    public ReplacementTemplate(string template, IReadOnlyList<string?> names)
    {
        _names = names;
        for (var at = 0; at < template.Length;)
        {
            var dollar = template.IndexOf('$', at);
            if (dollar < 0)
            {
                _parts.Add((template[at..], 0));
                break;
            }

            _parts.Add((template[at..dollar], 0));
            at = dollar + 1;
            if (at < template.Length && template[at] == '$')
            {
                _parts.Add(("$", 0));
                at++;
            }
            else
            {
                at += AddReference(template.AsSpan(at));
            }
        }
    }

    /// <summary>Whether anything but the whole match is referred to.</summary>
    public bool UsesCaptures => _parts.Exists(part => part.Text is null && part.Capture > 0);

    public void Append(BuiltinContext context, StringBuilder result, string text, int[] match)
    {
        foreach (var (plain, capture) in _parts)
        {
            var addition = plain ?? RegexBuiltins.Capture(text, match, capture);
            context.Produce(addition.Length);
            result.Append(addition);
        }
    }

    // What follows a dollar sign; how much of it that is. Where it is no reference, the sign stands for itself.
    private int AddReference(ReadOnlySpan<char> rest)
    {
        var isBraced = rest is ['{', ..];
        var start = isBraced ? 1 : 0;
        var end = start;
        while (end < rest.Length && Rune.DecodeFromUtf16(rest[end..], out var rune, out var length) == System.Buffers.OperationStatus.Done
            && (Rune.IsLetter(rune) || Rune.IsDigit(rune) || rune.Value == '_'))
        {
            end += length;
        }

        if (end == start || (isBraced && (end == rest.Length || rest[end] != '}')))
        {
            _parts.Add(("$", 0));
            return 0;
        }

        AddCapture(rest[start..end].ToString());
        return end + start;
    }

    private void AddCapture(string name)
    {
        var isNumber = !name.AsSpan().ContainsAnyExceptInRange('0', '9') && name.Length <= 8 && (name.Length == 1 || name[0] != '0');
        var index = isNumber ? int.Parse(name, CultureInfo.InvariantCulture) : Enumerable.Range(0, _names.Count).FirstOrDefault(i => _names[i] == name, -1);
        if (index >= 0 && index < _names.Count)
        {
            _parts.Add((null, index));
        }
    }
}
