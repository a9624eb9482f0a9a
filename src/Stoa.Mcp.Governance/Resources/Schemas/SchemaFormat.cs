using System.Globalization;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>A format that is checked. All others are annotations, as the specification has it for formats in general.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Holds">Whether a text is of it.</param>
internal sealed partial record SchemaFormat(string Name, Func<string, bool> Holds)
{
    private const int LongestEmail = 254;

    private static readonly SchemaFormat[] Known =
    [
        new("date-time", IsDateTime),
        new("date", IsDate),
        new("uuid", text => text.Length == 36 && Guid.TryParseExact(text, "D", out _)),
        new("email", text => text.Length <= LongestEmail && Email().IsMatch(text)),
        new("uri", text => AbsoluteUri().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _)),
    ];

    public static SchemaFormat? Find(string name) => Array.Find(Known, format => format.Name == name);

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // RFC 3339, section 5.6; second 60 is a leap second.
    private static bool IsDateTime(string text) => DateTime().IsMatch(text) && IsDate(text[..10]);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z")]
    private static partial Regex DateTime();

    [GeneratedRegex(@"^[^\s@\p{C}]+@[^\s@\p{C}]+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+\z")]
    private static partial Regex AbsoluteUri();
}
