using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol.Protocol;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary>Reads a header that repeats a value of the body (SEP-2243).</summary>
internal static class HeaderText
{
    private const string EncodedStart = "=?base64?";
    private const string EncodedEnd = "?=";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\t']);

    /// <summary>False unless the header is one line of visible ASCII that, where it says so, is exact base64 of UTF-8.</summary>
    public static bool TryRead(StringValues lines, out string text)
    {
        text = "";
        if (lines.Count != 1 || lines[0] is not { } line)
        {
            return false;
        }

        line = line.Trim();
        if (line.AsSpan().ContainsAnyExcept(Plain) || McpHeaderEncoder.DecodeValue(line) is not { } decoded)
        {
            return false;
        }

        text = decoded;
        return ReferenceEquals(line, decoded) || IsExact(line, decoded);
    }

    /// <summary>The decoder skips white space and ignores stray bits; two spellings of one value are one too many.</summary>
    private static bool IsExact(string line, string decoded) =>
        line.AsSpan(EncodedStart.Length, line.Length - EncodedStart.Length - EncodedEnd.Length)
            .SequenceEqual(Convert.ToBase64String(Encoding.UTF8.GetBytes(decoded)));
}
