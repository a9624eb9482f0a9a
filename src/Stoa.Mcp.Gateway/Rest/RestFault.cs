namespace Stoa.Mcp.Gateway.Rest;

/// <summary>A call of an API came to nothing.</summary>
/// <param name="sentence">What the caller is told: no address, host, header or text of the API's.</param>
/// <param name="detail">What the operator is told besides.</param>
/// <param name="cause">What was thrown.</param>
internal sealed class RestFault(string sentence, string? detail = null, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>What the operator is told besides; null where the caller alone can mend it.</summary>
    public string? Detail => detail;
}
