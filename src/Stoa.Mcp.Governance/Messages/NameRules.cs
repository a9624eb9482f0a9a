using System.Buffers;
using System.Globalization;
using System.Text;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Which names can be somebody's. A name outside is not refused but marked, so that it is answered exactly as the name of
/// something that does not exist.
/// </summary>
internal static class NameRules
{
    private static readonly SearchValues<char> ToolCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    internal static bool IsUnusual(GovernedTargetKind kind, string name, McpMessageLimits limits) =>
        kind == GovernedTargetKind.Tool && limits.ToolNameCharacters == NameCharacters.Strict
            ? name.AsSpan().ContainsAnyExcept(ToolCharacters)
            : !IsPrintable(name);

    /// <summary>The most characters a target of that kind may have, and the setting that says so.</summary>
    internal static (int Length, string Setting) MaxLength(GovernedTargetKind kind, McpMessageLimits limits) => kind switch
    {
        GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate => (limits.MaxUriLength, nameof(limits.MaxUriLength)),
        GovernedTargetKind.Task => (limits.MaxTaskIdLength, nameof(limits.MaxTaskIdLength)),
        _ => (limits.MaxNameLength, nameof(limits.MaxNameLength)),
    };

    private static bool IsPrintable(string name)
    {
        if (!name.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || (!IsBlank(rune.Value) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator));

    // Letters and marks that show nothing: fillers, joiners, variation selectors, the blank Braille pattern.
    private static bool IsBlank(int character) => character
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
