namespace Stoa.Mcp.Gateway.Rest;

/// <summary>What an API answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, whole; of an error status its beginning.</param>
/// <param name="MediaType">Its type in lower case, without parameters; null where there is none.</param>
/// <param name="Charset">Its character set in lower case; null where none is named.</param>
internal sealed record RestAnswer(int Status, byte[] Body, string? MediaType, string? Charset)
{
    public bool IsJson => MediaType is "application/json" || (MediaType?.StartsWith("application/", StringComparison.Ordinal) == true && MediaType.EndsWith("+json", StringComparison.Ordinal));

    public bool IsText => MediaType?.StartsWith("text/", StringComparison.Ordinal) == true;
}
