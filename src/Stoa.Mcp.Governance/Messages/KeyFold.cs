using System.Globalization;
using System.Text;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// The form of a key under which lenient readers meet: compatibility forms resolved (NFKC), invisible characters and trailing NULs
/// dropped. Two folded keys compare by <see cref="StringComparison.OrdinalIgnoreCase"/>.
/// </summary>
internal static class KeyFold
{
    internal static string Fold(string key)
    {
        key = key.TrimEnd('\0');
        if (Ascii.IsValid(key))
        {
            return key;
        }

        var folded = new StringBuilder(key.Length);
        foreach (var rune in key.EnumerateRunes())
        {
            if (CompatibilityForms.Find(rune.Value) is { } form)
            {
                folded.Append(form);
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                folded.Append(rune.ToString());
            }
        }

        // Resolves what has no ASCII form, where the host has the data for it.
        return folded.ToString().Normalize(NormalizationForm.FormKC);
    }

    internal static bool AreTwins(string one, string other) =>
        string.Equals(Fold(one), Fold(other), StringComparison.OrdinalIgnoreCase);
}
