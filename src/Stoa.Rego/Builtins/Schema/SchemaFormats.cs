using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Stoa.Rego.Builtins;

/// <summary>The formats of texts. Unknown ones allow everything.</summary>
internal static partial class SchemaFormats
{
    private static readonly string[] DateTimes = ["15:04:05", "15:04:05Z07:00", "2006-01-02", TimeNames.Rfc3339];
    private static readonly string[] Times = ["15:04:05", "15:04:05Z07:00"];

    public static bool IsValid(BuiltinContext context, string format, string text)
    {
        context.Step(1 + (text.Length / 16));
        return format switch
        {
            "date" => TimeParse.Matches(context, "2006-01-02", text),
            "time" => Times.Any(layout => TimeParse.Matches(context, layout, text)),
            "date-time" => DateTimes.Any(layout => TimeParse.Matches(context, layout, text)),
            "hostname" => text.Length < 256 && Hostname().IsMatch(text),
            "email" or "idn-email" => Email().IsMatch(text),
            "ipv4" => IsAddress(text, AddressFamily.InterNetwork),
            "ipv6" => IsAddress(text, AddressFamily.InterNetworkV6),
            "uri" or "iri" => IsReference(text) && Scheme().IsMatch(text),
            "uri-reference" or "iri-reference" => IsReference(text),
            "uri-template" => IsReference(text) && Template().IsMatch(text),
            "uuid" => Uuid().IsMatch(text),
            "regex" => text.Length == 0 || Patterns.Find(context, text) is not null,
            "json-pointer" => Pointer().IsMatch(text),
            "relative-json-pointer" => RelativePointer().IsMatch(text),
            _ => true,
        };
    }

    // Dotted numbers all four, none of them with leading zeros, which .NET would read as octal.
    private static bool IsAddress(string text, AddressFamily family) => family == AddressFamily.InterNetwork
        ? DottedNumbers().IsMatch(text) && IPAddress.TryParse(text, out _)
        : text.Contains(':') && !text.AsSpan().ContainsAny('%', '[', ']') && IPAddress.TryParse(text, out var address) && address.AddressFamily == family;

    private static bool IsReference(string text) =>
        !text.Any(unit => unit is '\\' or < ' ' or '\x7F') && !BadEscape().IsMatch(text) && !text.StartsWith(':');

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Hostname();

    [GeneratedRegex(@"\A([^\p{C}\s""(),:;<>@\[\\\]]+|""[^""\\\r\n]+"")@(\[[0-9A-Fa-f:.]+\]|[^\p{C}\s""(),:;<>@\[\\\]]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A((0|[1-9][0-9]{0,2})(\.(?!\z)|\z)){4}\z")]
    private static partial Regex DottedNumbers();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9+.-]*:", RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A([^{]*(\{[^}]*\})?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Template();

    [GeneratedRegex(@"%(?![0-9a-fA-F]{2})")]
    private static partial Regex BadEscape();

    [GeneratedRegex(@"\A[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A(/([^~/]|~[01])*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pointer();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)(#|(/([^~/]|~[01])*)*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex RelativePointer();
}
